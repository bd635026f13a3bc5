import { useMemo } from "react";
import { useStore } from "@/api/store";
import { SideWave } from "../../compare/SideWave";
import { type HeardMs, shareHeard, type SideName, SIDES } from "./gate";
import type { Given } from "./PairView";
import { adapterWords } from "../words";
import type { Blind } from "./useBlindPlayer";
import classes from "./vote.module.css";

const WAVE_HEIGHT = 64;
export const SIDE_WORDS: Record<SideName, string> = { left: "Left", right: "Right" };

interface Props {
  blind: Blind;
  leastMs: number;
  given: Given | null;
}

/** Both sides under one picture: it is drawn from the two together, so it says nothing about either. */
export function Sides({ blind: { player, book }, leastMs, given }: Props) {
  const { side: heardSide, phase } = useStore(player.state);
  const peaks = useMemo(() => (phase === "ready" ? player.jointOutline() : undefined), [player, phase]);
  const heard = book.milliseconds();
  return (
    <div className={classes.sides} data-testid="sides" data-revealed={given !== null}>
      {SIDES.map((side, place) => (
        <section
          key={side}
          className={classes.side}
          aria-label={SIDE_WORDS[side]}
          data-testid={`side-${side}`}
          data-heard={heardSide === place}
          data-chosen={given?.choice === side}
        >
          <button
            type="button"
            className={classes.hear}
            aria-pressed={heardSide === place}
            onClick={() => player.choose(place)}
            data-testid={`hear-${side}`}
          >
            <span>{SIDE_WORDS[side]}</span>
            <span className={classes.hearing}>{heardSide === place ? "you hear this" : "switch here"}</span>
          </button>
          <SideWave
            player={player}
            letter={side}
            duration={player.longest}
            peaks={peaks}
            heardOf={place}
            height={WAVE_HEIGHT}
          />
          {given ? <Named given={given} side={side} /> : <Gate side={side} heard={heard} leastMs={leastMs} />}
        </section>
      ))}
    </div>
  );
}

function Gate({ side, heard, leastMs }: { side: SideName; heard: HeardMs; leastMs: number }) {
  const share = shareHeard(heard[side], leastMs);
  const seconds = (ms: number) => Math.floor(ms / 1_000);
  const words = share < 1 ? `${seconds(heard[side])} of ${Math.ceil(leastMs / 1_000)} s heard` : "heard enough";
  return (
    <div className={classes.gate} data-testid={`gate-${side}`} data-open={share >= 1}>
      <span className={classes.track} aria-hidden="true">
        <span className={classes.bar} style={{ width: `${100 * share}%` }} />
      </span>
      <span className={classes.gateWords}>{words}</span>
    </div>
  );
}

function Named({ given: { choice, reveal }, side }: { given: Given; side: SideName }) {
  return (
    <div className={classes.named} data-testid={`revealed-${side}`}>
      <strong>{adapterWords(reveal[side])}</strong>
      {choice === side && <span className={classes.yours}>your choice</span>}
    </div>
  );
}
