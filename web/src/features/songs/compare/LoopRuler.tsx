import { useStore } from "@/api/store";
import { clock } from "@/components/format";
import { LoopHandles } from "@/components/player/LoopHandles";
import { useRegionDrag } from "@/components/player/useRegionDrag";
import { place } from "@/components/player/WaveStrip";
import strip from "@/components/player/WaveStrip.module.css";
import type { ComparisonPlayer } from "./sound/comparisonPlayer";
import classes from "./ComparePage.module.css";

/** Over all waveforms: the part that repeats on all of them. A drag draws another one. */
export function LoopRuler({ player }: { player: ComparisonPlayer }) {
  const { loop, looping } = useStore(player.state);
  const onLoop = (next: readonly [number, number]) => player.loopRegion(next);
  const { drawing, ...drag } = useRegionDrag(player.longest, onLoop);
  const shown = drawing ?? loop;
  return (
    <div className={classes.ruler}>
      <span className={classes.dimmed}>Drag to repeat a part</span>
      <div className={strip.strip} data-testid="loop-ruler" {...drag}>
        {shown && (
          <span
            className={strip.loop}
            style={place(shown, player.longest)}
            data-on={looping || drawing !== null}
            data-testid="loop-region"
            data-from={shown[0].toFixed(2)}
            data-to={shown[1].toFixed(2)}
            title={`Repeats ${clock(shown[0])} to ${clock(shown[1])}`}
          />
        )}
        {loop && !drawing && <LoopHandles duration={player.longest} loop={loop} onLoop={onLoop} />}
      </div>
    </div>
  );
}
