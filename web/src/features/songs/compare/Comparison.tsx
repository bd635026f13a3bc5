import { useLayoutEffect, useMemo, useState } from "react";
import { technicalRows } from "@/components/job/TechnicalFacts";
import { TechnicalTable } from "@/components/job/TechnicalTable";
import { adapterName } from "@/components/adapterName";
import { useAddress } from "@/components/useAddress";
import { Controls } from "./Controls";
import { LoopRuler } from "./LoopRuler";
import { drawSeed, shuffled } from "./order";
import { SideRow } from "./SideRow";
import type { ComparisonPlayer } from "./sound/comparisonPlayer";
import { type ComparedSample, useComparisonPlayer } from "./useComparison";
import classes from "./ComparePage.module.css";

const LETTERS = "ABCDEFGHIJ";

interface Props {
  items: ComparedSample[];
  samePrompt: boolean;
}

/** All sides under one another on one time scale, and what moves them. */
export function Comparison({ items, samePrompt }: Props) {
  const { hidden, order, hide } = useBlind(items.length);
  const player = useComparisonPlayer(items, order);
  useHush(player, hidden, order);
  // While the sides are hidden it is not said which of them are of one prompt.
  const mayPrefer = (one: ComparedSample, other: ComparedSample) =>
    one !== other && (samePrompt || (!hidden && one.metadata.prompt.id === other.metadata.prompt.id));
  const shown = order.map((side, place) => ({ side, item: items[side]!, letter: LETTERS[place]! }));
  return (
    <div className={classes.comparison} data-testid="comparison" data-hidden={hidden}>
      <Controls player={player} items={items} letters={shown} hidden={hidden} hide={hide} />
      <LoopRuler player={player} />
      <ul className={classes.rows} data-testid="compare">
        {shown.map(({ side, item, letter }) => (
          <SideRow
            key={item.audio_id}
            player={player}
            side={side}
            item={item}
            letter={letter}
            hidden={hidden}
            others={shown.filter((other) => mayPrefer(item, other.item)).map(toOther)}
          />
        ))}
      </ul>
      {!hidden && <Facts shown={shown} />}
    </div>
  );
}

const toOther = ({ item, letter }: { item: ComparedSample; letter: string }) => ({
  audioId: item.audio_id,
  label: letter,
});

/** Hidden sides are shuffled anew each time they are hidden, and keep their letters when they are revealed. */
function useBlind(count: number) {
  const [search, setSearch] = useAddress();
  const hidden = search.get("blind") === "1";
  const [wasHidden, setWasHidden] = useState(false);
  const [seed, setSeed] = useState<number | null>(null);
  // While rendering, so that the new order is never seen before it is hidden.
  if (hidden !== wasHidden) {
    setWasHidden(hidden);
    if (hidden) setSeed(drawSeed());
  }
  const order = useMemo(() => shuffled(count, seed), [count, seed]);
  const hide = (on: boolean) =>
    setSearch(
      (before) => {
        if (on) before.set("blind", "1");
        else before.delete("blind");
        return before;
      },
      { replace: true },
    );
  return { hidden, order, hide };
}

/** What sounds while the sides are being hidden would say which is which: silence, and always the first letter. */
function useHush(player: ComparisonPlayer, hidden: boolean, order: readonly number[]): void {
  useLayoutEffect(() => {
    if (!hidden) return;
    player.pause();
    player.choose(order[0]!);
  }, [player, hidden, order]);
}

function Facts({ shown }: { shown: { item: ComparedSample; letter: string }[] }) {
  const audios = shown.map(({ item }) => item.metadata);
  return (
    <div className={classes.table}>
      <TechnicalTable
        columns={shown.map(({ item, letter }) => ({ id: item.audio_id, label: letter }))}
        rows={[
          ["Prompt", audios.map(({ prompt }) => prompt.text)],
          ["Adapter", shown.map(({ item: { adapter } }) => (adapter ? adapterName(adapter) : "none"))],
          ...technicalRows(audios),
        ]}
      />
    </div>
  );
}
