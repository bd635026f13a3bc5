import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import { pressRateKey } from "@/components/feedback/rateKeys";
import { transport } from "@/components/player/pageTransport";
import { VIEWS } from "./views";

const SEEK_SECONDS = 5;
// `g` alone is sample G; it waits this long for the letter of a view.
const SEQUENCE_MS = 700;
const LETTERS = "abcdefghi";

/** How the key beside the space bar is called here. */
export const COMMAND = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";

interface Actions {
  toggleMap: () => void;
  search: () => void;
}

/** Keys that work wherever nothing is being typed; the one for the search works everywhere. */
export function useShortcuts(actions: Actions): void {
  const navigate = useNavigate();
  const latest = useRef({ navigate, ...actions });
  latest.current = { navigate, ...actions };
  useEffect(() => {
    const keys = new Keys((to) => void latest.current.navigate(to), {
      toggleMap: () => latest.current.toggleMap(),
      search: () => latest.current.search(),
    });
    const onKeyDown = (event: KeyboardEvent) => keys.press(event);
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

class Keys {
  private going: number | undefined;

  constructor(
    private readonly go: (to: string) => void,
    private readonly actions: Actions,
  ) {}

  press(event: KeyboardEvent): void {
    if (isCommandK(event)) {
      event.preventDefault();
      return this.actions.search();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event)) return;
    const handled = this.going === undefined ? this.single(event) : this.second(event.key.toLowerCase());
    if (handled) event.preventDefault();
  }

  private second(letter: string): boolean {
    window.clearTimeout(this.going);
    this.going = undefined;
    const view = VIEWS.find((known) => known.letter === letter);
    if (view) this.go(view.to);
    return view !== undefined;
  }

  private single(event: KeyboardEvent): boolean {
    if (pressRateKey(event)) return true;
    if (event.key === "?") return this.done(this.actions.toggleMap);
    if (event.key === "/") return this.done(this.actions.search);
    if (event.key === "g") return this.done(() => this.begin());
    // On a button the space bar presses the button.
    if (event.key === " ") return !isButton(event.target) && transport().toggle();
    if (event.key === "ArrowLeft") return transport().seekBy(-SEEK_SECONDS);
    if (event.key === "ArrowRight") return transport().seekBy(SEEK_SECONDS);
    const place = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : LETTERS.indexOf(event.key);
    return place >= 0 && transport().choose(place);
  }

  private begin(): void {
    this.going = window.setTimeout(() => {
      this.going = undefined;
      transport().choose(LETTERS.indexOf("g"));
    }, SEQUENCE_MS);
  }

  private done(action: () => void): true {
    action();
    return true;
  }
}

const isCommandK = ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent) =>
  key.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey && !shiftKey;

/** A field takes all keys; a choice of several (radio buttons) only those that move it, a switch the space bar. */
function isTyping({ target, key }: KeyboardEvent): boolean {
  if (target instanceof HTMLInputElement && target.type === "radio") return key === " " || key.startsWith("Arrow");
  if (target instanceof HTMLInputElement && target.type === "checkbox") return key === " ";
  const element = target as HTMLElement;
  return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}

const isButton = (target: EventTarget | null) =>
  target instanceof HTMLElement && /^(BUTTON|SUMMARY)$/.test(target.tagName);
