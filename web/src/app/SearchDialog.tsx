import { Modal } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type KeyboardEvent, useId, useState } from "react";
import { useNavigate } from "react-router";
import { usePromptSearch } from "@/api/prompts";
import { OTHERS, VIEWS } from "./views";
import classes from "./SearchDialog.module.css";

const SETTLE_MS = 150;
const SHOWN = 8;

interface Hit {
  to: string;
  name: string;
  what: string;
}

/** Pages and prompts by their words; arrows choose, Enter opens. */
export function SearchDialog({ close }: { close: () => void }) {
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState(0);
  const { hits, hint } = useHits(words.trim());
  const navigate = useNavigate();
  const id = useId();
  const active = Math.min(chosen, hits.length - 1);
  const open = (hit: Hit | undefined) => {
    if (!hit) return;
    close();
    void navigate(hit.to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setChosen((active + step + hits.length) % hits.length);
    else if (event.key === "Enter") open(hits[active]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal.Root opened onClose={close} size={640} padding={0} yOffset="10dvh" transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label="Search">
        <input
          className={classes.input}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          role="combobox"
          aria-label="Search prompts and pages"
          aria-expanded="true"
          aria-controls={`${id}-hits`}
          aria-activedescendant={hits[active] && `${id}-${active}`}
          placeholder="Search prompts and pages"
          autoComplete="off"
          maxLength={200}
          // What is typed at once must not be lost.
          autoFocus
          data-autofocus
          data-testid="search"
        />
        <ul id={`${id}-hits`} className={classes.hits} role="listbox" aria-label="Found">
          {hits.map((hit, place) => (
            <li
              key={hit.to}
              id={`${id}-${place}`}
              role="option"
              aria-selected={place === active}
              className={classes.hit}
              onPointerMove={() => setChosen(place)}
              onClick={() => open(hit)}
              ref={place === active ? intoView : undefined}
            >
              <span className={classes.name}>{hit.name}</span>
              <span className={classes.what}>{hit.what}</span>
            </li>
          ))}
        </ul>
        <p className={classes.hint} role="status">
          {hint}
        </p>
      </Modal.Content>
    </Modal.Root>
  );
}

const intoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: "nearest" });

const begins = (name: string, words: string) => name.toLowerCase().startsWith(words.toLowerCase());

function useHits(words: string): { hits: Hit[]; hint: string } {
  const [asked] = useDebouncedValue(words, SETTLE_MS);
  const { data, error, isFetching } = usePromptSearch({ q: asked }, 0, SHOWN, asked !== "");
  const pages = [...VIEWS, ...OTHERS]
    .filter(({ name }) => name.toLowerCase().includes(words.toLowerCase()))
    .sort((one, other) => Number(begins(other.name, words)) - Number(begins(one.name, words)))
    .map(({ to, name }) => ({ to, name, what: "Page" }));
  if (!words) return { hits: pages, hint: "Type words of a prompt: any of them is looked for." };
  const prompts = (asked && data?.items) || [];
  // Asked for again it is the same prompt to whoever looks for it: the latest stands for all.
  const texts = new Map(prompts.toReversed().map((prompt) => [prompt.text, prompt]));
  const found = prompts.filter((prompt) => texts.get(prompt.text) === prompt).map(({ id, text }) => ({ to: `/songs/generate?prompt=${id}`, name: text, what: "Use again" }));
  const address = `/songs/prompts?q=${encodeURIComponent(words)}`;
  const all = { to: address, name: `All prompts with “${words}”`, what: "Prompts" };
  const hits = [...pages, ...found, ...(found.length || pages.length ? [all] : [])];
  if (error) return { hits, hint: error.message };
  if (hits.length) return { hits, hint: "↑ ↓ to choose, Enter to open." };
  return { hits, hint: isFetching || asked !== words ? "Searching…" : (data?.hint ?? "Nothing was found.") };
}
