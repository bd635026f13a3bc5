import { memo, type KeyboardEvent, type PointerEvent, useCallback, useState } from "react";
import type { Schemas } from "@/api/client";
import { clock } from "./format";
import { player, type Track } from "./player/player";
import { useRegionDrag } from "./player/useRegionDrag";
import { useScrub } from "./player/useScrub";
import { WaveSpots } from "./player/WaveSpots";
import { WaveStrip } from "./player/WaveStrip";
import { useIsLoaded, usePlayheadSecond } from "./player/usePlayer";
import { WavePicture } from "./WavePicture";
import classes from "./Waveform.module.css";

interface Props {
  track: Track;
  siblings: Track[];
  waveform: Schemas["WaveformOut"] | undefined;
  /** Pixels; the place is taken before the peaks are there. */
  height: number;
  /** Share of the width that this sample's duration takes on the common time scale. */
  scale?: number;
}

/**
 * The picture of a sample: what was played is filled, a press plays from there, a drag with shift repeats
 * a part. Below it is the strip of what was heard.
 */
export const Waveform = memo(function Waveform({ track, siblings, waveform, height, scale = 1 }: Props) {
  const [drawn, setDrawn] = useState(false);
  const onDrawn = useCallback(() => setDrawn(true), []);
  const active = useIsLoaded(track.audioId);
  const scrub = useScrub(track, siblings, active);
  const { drawing, ...drag } = useRegionDrag(track.duration, (next) => player.loopRegion(track, siblings, next));
  const onPointerDown = (event: PointerEvent<HTMLElement>) =>
    event.shiftKey ? drag.onPointerDown(event) : scrub.onPointerDown(event);
  const both = (name: "onPointerMove" | "onPointerUp" | "onPointerCancel") => (event: PointerEvent<HTMLElement>) => {
    drag[name](event);
    scrub[name](event);
  };
  return (
    <div style={{ width: `${100 * scale}%` }}>
      <div
        {...useSlider(track, siblings, active)}
        className={classes.wave}
        style={{ height }}
        onPointerDown={onPointerDown}
        onPointerMove={both("onPointerMove")}
        onPointerUp={both("onPointerUp")}
        onPointerCancel={both("onPointerCancel")}
        data-testid="waveform"
        data-drawn={drawn}
      >
        {waveform && (
          <WavePicture
            peaks={waveform.peaks}
            duration={waveform.duration}
            height={height}
            active={active}
            onDrawn={onDrawn}
          />
        )}
        {waveform && <WaveSpots waveform={waveform} />}
      </div>
      <WaveStrip track={track} siblings={siblings} drawing={drawing} />
    </div>
  );
});

const STEP_SECONDS = 5;

/** What the picture is for somebody who does not see it: a slider, with the keys of one. */
function useSlider(track: Track, siblings: Track[], active: boolean) {
  const now = Math.min(usePlayheadSecond(active), Math.floor(track.duration));
  const onKeyDown = (event: KeyboardEvent) => {
    const at = target(event.key, now, track.duration);
    if (at === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (active) player.seek(at);
    else player.play(track, siblings, at);
  };
  return {
    role: "slider",
    tabIndex: 0,
    "aria-label": `Position in sample ${track.label}`,
    "aria-valuemin": 0,
    "aria-valuemax": Math.floor(track.duration),
    "aria-valuenow": now,
    "aria-valuetext": `${clock(now)} of ${clock(track.duration)}`,
    onKeyDown,
  };
}

function target(key: string, now: number, duration: number): number | null {
  if (key === "ArrowRight") return Math.min(now + STEP_SECONDS, duration);
  if (key === "ArrowLeft") return Math.max(now - STEP_SECONDS, 0);
  if (key === "Home") return 0;
  return key === "End" ? duration : null;
}
