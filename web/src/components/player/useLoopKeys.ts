import { useEffect } from "react";
import { player } from "./player";
import { region } from "./segments";

/** `l` repeats or stops repeating; `[` and `]` put the start and the end of the part at the playhead. */
export function useLoopKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const act = ACTIONS[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || !player.state.get().track) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

const ACTIONS: Record<string, (() => void) | undefined> = {
  l: () => player.toggleLoop(),
  "[": () => setEdge(0),
  "]": () => setEdge(1),
};

function setEdge(edge: 0 | 1): void {
  const { track, siblings, loop } = player.state.get();
  if (!track) return;
  const now = player.time.get();
  const other = edge === 0 ? (loop?.[1] ?? track.duration) : (loop?.[0] ?? 0);
  const inOrder = edge === 0 ? now < other : now > other;
  // An edge beyond the other one starts a new part.
  const next = region(now, inOrder ? other : edge === 0 ? track.duration : 0, track.duration);
  if (next) player.loopRegion(track, siblings, next);
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !isChoice(target)));

const isChoice = (target: HTMLElement) =>
  target instanceof HTMLInputElement && (target.type === "radio" || target.type === "checkbox");
