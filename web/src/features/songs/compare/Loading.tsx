import { Progress } from "@mantine/core";
import { useStore } from "@/api/store";
import type { ComparisonPlayer } from "./sound/comparisonPlayer";
import classes from "./ComparePage.module.css";

/** How much of the samples is fetched and decoded; then, in the same place, what the keys do. */
export function Loading({ player }: { player: ComparisonPlayer }) {
  const { phase, progress } = useStore(player.state);
  const percent = Math.round(100 * progress);
  return (
    <div className={classes.status} data-testid="decoding" data-phase={phase}>
      {phase === "loading" ? (
        <>
          <span>Preparing the samples: {percent} %</span>
          <Progress value={percent} size="sm" aria-label="Preparing the samples" transitionDuration={0} />
        </>
      ) : (
        <span className={classes.keys}>Space plays, 1 to 9 switch, ← and → seek, l repeats, ? shows all keys.</span>
      )}
    </div>
  );
}
