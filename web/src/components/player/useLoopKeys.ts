import { useEffect } from "react";
import { transport } from "./pageTransport";

/** `l` repeats or stops repeating; `[` and `]` put the start and the end of the part at the playhead. */
export function useLoopKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const act = ACTIONS[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (!isTyping(event.target) && act()) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

const ACTIONS: Record<string, (() => boolean) | undefined> = {
  l: () => transport().toggleLoop(),
  "[": () => transport().setEdge(0),
  "]": () => transport().setEdge(1),
};

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !isChoice(target)));

const isChoice = (target: HTMLElement) =>
  target instanceof HTMLInputElement && (target.type === "radio" || target.type === "checkbox");
