import { clock } from "@/components/format";
import { useHeard } from "./heard";
import { LoopHandles } from "./LoopHandles";
import type { Segment } from "./segments";
import { player, type Track } from "./player";
import { useIsLoaded, usePlayer } from "./usePlayer";
import { useRegionDrag } from "./useRegionDrag";
import classes from "./WaveStrip.module.css";

interface Props {
  track: Track;
  siblings: Track[];
  /** A region that is being drawn on the waveform above. */
  drawing?: Segment | null;
}

/** Under a waveform: what of it was heard, and the part that repeats; a drag draws another part. */
export function WaveStrip({ track, siblings, drawing = null }: Props) {
  const active = useIsLoaded(track.audioId);
  const loop = usePlayer(({ track: loaded, loop }) => (isRelated(loaded, track, siblings) ? loop : null));
  const looping = usePlayer(({ looping }) => looping);
  const { drawing: drawn, ...drag } = useRegionDrag(track.duration, (next) =>
    player.loopRegion(track, siblings, next),
  );
  const shown = drawing ?? drawn ?? loop;
  return (
    <div className={classes.strip} title="Drag to repeat a part" data-testid="wave-strip" {...drag}>
      <Heard track={track} />
      {shown && (
        <span
          className={classes.loop}
          style={place(shown, track.duration)}
          data-on={looping || drawing !== null || drawn !== null}
          data-testid="loop-region"
          data-from={shown[0].toFixed(2)}
          data-to={shown[1].toFixed(2)}
          title={`Repeats ${clock(shown[0])} to ${clock(shown[1])}`}
        />
      )}
      {active && loop && !drawing && !drawn && (
        <LoopHandles
          duration={track.duration}
          loop={loop}
          onLoop={(next) => player.loopRegion(track, siblings, next)}
        />
      )}
    </div>
  );
}

const isRelated = (loaded: Track | null, track: Track, siblings: Track[]) =>
  loaded !== null && [track, ...siblings].some(({ audioId }) => audioId === loaded.audioId);

function Heard({ track }: { track: Track }) {
  const heard = useHeard(track.audioId);
  return heard.map((segment) => (
    <span
      key={segment[0]}
      className={classes.heard}
      style={place(segment, track.duration)}
      data-testid="heard"
    />
  ));
}

export function place([from, to]: Segment, duration: number) {
  const end = Math.min(to, duration);
  return { left: `${(100 * from) / duration}%`, width: `${Math.max(0, (100 * (end - from)) / duration)}%` };
}
