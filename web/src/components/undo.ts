import { createStore } from "@/api/store";
import { dismiss, notify } from "./notices";

const UNDO_MS = 8_000;

export interface Removal {
  /** Of the thing that goes. */
  id: string;
  /** How a person calls it. */
  title: string;
  /** What happened, where it is less than deleting. */
  told?: string;
  /** Ask the server; a call that must also survive the closing of the page sets `keepalive`. */
  remove: () => Promise<unknown>;
  /** Once it is gone, or the attempt has failed: before what is cached counts as true again. */
  settle?: () => Promise<unknown> | void;
}

/** Ids of what is shown as gone while there is still time to change one's mind. */
export const removed = createStore<ReadonlySet<string>>(new Set());

const waiting = new Map<string, { removal: Removal; timer: number }>();

/** Remove something for good unless it is undone within eight seconds. */
export function removeLater(removal: Removal): void {
  const { id, title, told = `Deleted “${title}”` } = removal;
  undo(id);
  removed.set(new Set([...removed.get(), id]));
  waiting.set(id, { removal, timer: window.setTimeout(() => void carryOut(removal), UNDO_MS) });
  notify({ id, text: told, button: { label: "Undo", press: () => undo(id) } });
}

export function undo(id: string): void {
  window.clearTimeout(waiting.get(id)?.timer);
  waiting.delete(id);
  reveal(id);
  dismiss(id);
}

/** Whoever leaves the page meant what they did: nothing is left undeleted. */
export function carryOutAll(): void {
  for (const { removal, timer } of waiting.values()) {
    window.clearTimeout(timer);
    void removal.remove();
  }
  waiting.clear();
}

async function carryOut({ id, title, remove, settle }: Removal): Promise<void> {
  waiting.delete(id);
  dismiss(id);
  try {
    await remove();
  } catch (error) {
    notify({ id, text: `“${title}” is still there: ${(error as Error).message}`, failed: true });
  }
  await settle?.();
  reveal(id);
}

const reveal = (id: string) => removed.set(new Set([...removed.get()].filter((other) => other !== id)));
