import { dismiss, notify } from "@/components/notices";
import type { Draft } from "./draft";

export const NOTICE = "filled";

/** Put something else in the place of what is written; it can be had back. */
export function fillDraft(
  before: Draft,
  filled: Partial<Draft>,
  change: (change: Partial<Draft>) => void,
  text: string,
): void {
  const restore = () => {
    change(before);
    dismiss(NOTICE);
  };
  change(filled);
  notify({ id: NOTICE, text, button: { label: "Undo", press: restore } });
}
