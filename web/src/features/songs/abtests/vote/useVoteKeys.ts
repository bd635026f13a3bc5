import { useEffect, useRef } from "react";
import type { ComparisonPlayer } from "../../compare/sound/comparisonPlayer";
import { SIDES } from "./gate";
import { type Choice, voteAction } from "./voteKeys";

interface Actions {
  player: ComparisonPlayer;
  choose: (choice: Choice) => void;
  next: () => void;
  showKeys: () => void;
}

/** All of the vote from the keyboard, wherever nothing is being typed. */
export function useVoteKeys(actions: Actions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (press(event, latest.current)) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

function press(event: KeyboardEvent, { player, choose, next, showKeys }: Actions): boolean {
  // A key that is held down would vote for the next pair as well.
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat || isTyping(event)) return false;
  const action = voteAction(event.key);
  if (!action) return false;
  if (action.does === "toggle") player.toggle();
  if (action.does === "hear") player.choose(SIDES.indexOf(action.side));
  if (action.does === "choose") choose(action.choice);
  if (action.does === "next") next();
  if (action.does === "keys") showKeys();
  return true;
}

/** A field takes all keys, a button the space bar, and what is open over the page everything. */
function isTyping({ target, key }: KeyboardEvent): boolean {
  const element = target as HTMLElement;
  if (key === " " && element.tagName === "BUTTON") return true;
  if (key !== "?" && element.closest("[role=dialog]")) return true;
  return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}
