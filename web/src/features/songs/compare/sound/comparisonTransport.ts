import type { Transport } from "@/components/player/transport";
import type { ComparisonPlayer } from "./comparisonPlayer";

/** The keys on a comparison; places are those that are shown, which may be shuffled. */
export function comparisonTransport(player: ComparisonPlayer, order: readonly number[]): Transport {
  return {
    toggle: () => done(() => player.toggle()),
    seekBy: (seconds) => done(() => player.seekBy(seconds)),
    choose: (place) => order[place] !== undefined && done(() => player.choose(order[place]!)),
    toggleLoop: () => done(() => player.toggleLoop()),
    setEdge: (edge) => done(() => player.setEdge(edge)),
  };
}

function done(action: () => void): true {
  action();
  return true;
}
