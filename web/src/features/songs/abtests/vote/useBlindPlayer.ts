import { useEffect, useMemo } from "react";
import { ROOT } from "@/api/root";
import type { BlindPair } from "@/api/voting";
import { ComparisonPlayer } from "../../compare/sound/comparisonPlayer";
import { SIDES } from "./gate";
import { PairHeardBook } from "./heardBook";

// Whatever rate the files have, the browser brings both sides of a pair to this one alike.
const SAMPLE_RATE = 44_100;
const CHANNELS = 2;

export interface Blind {
  player: ComparisonPlayer;
  book: PairHeardBook;
}

/** A player of the two sides on one clock, who knows them by their places alone. */
export function useBlindPlayer(pair: BlindPair): Blind {
  const blind = useMemo(() => toBlind(pair), [pair.pair_id]);
  useEffect(() => {
    void blind.player.load();
    return () => blind.player.close();
  }, [blind]);
  return blind;
}

function toBlind(pair: BlindPair): Blind {
  const book = new PairHeardBook(`reprise.heard.${pair.pair_id}`);
  const sides = SIDES.map((side) => ({
    audioId: side,
    url: ROOT + pair[side].url,
    duration: pair.duration_ms / 1_000,
    sampleRate: SAMPLE_RATE,
    channels: CHANNELS,
    gainDb: pair[side].gain_db ?? 0,
  }));
  const player = new ComparisonPlayer(sides, book);
  // Until it is decided, nobody wants silence in the middle of a switch.
  player.toggleLoop();
  return { player, book };
}
