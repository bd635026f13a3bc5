import { useRef } from "react";
import { useMutation } from "@tanstack/react-query";
import { storePrompt, useCreateAbTest } from "@/api/abtests";
import { type TestDraft, toBody } from "./draft";

/** Store what was typed, then make the test; a prompt that was stored before a refusal is used again. */
export function useMakeTest() {
  const stored = useRef(new Map<string, string>());
  const create = useCreateAbTest();
  return useMutation({
    mutationFn: async (draft: TestDraft) => {
      const ids: string[] = [];
      for (const { id, text } of draft.prompts) {
        const known = id ?? stored.current.get(text) ?? (await storePrompt(text));
        if (id === null) stored.current.set(text, known);
        ids.push(known);
      }
      return create.mutateAsync(toBody(draft, ids));
    },
  });
}
