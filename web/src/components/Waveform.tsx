import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type PointerEvent } from "react";
import WaveSurfer from "wavesurfer.js";
import type { Schemas } from "@/api/client";
import { clock } from "./format";
import { player, type Track } from "./player/player";
import { useRegionDrag } from "./player/useRegionDrag";
import { WaveSpots } from "./player/WaveSpots";
import { WaveStrip } from "./player/WaveStrip";
import { usePlayer, usePlayheadSecond } from "./player/usePlayer";
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
 * The picture of a sample: what was played is filled, a click plays from there, a drag with shift repeats
 * a part. Below it is the strip of what was heard.
 */
export function Waveform({ track, siblings, waveform, height, scale = 1 }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const surfer = useRef<WaveSurfer>(null);
  const [drawn, setDrawn] = useState(false);
  const scheme = useComputedColorScheme();
  const active = usePlayer().track?.audioId === track.audioId;
  const latest = useRef({ track, siblings });
  latest.current = { track, siblings };

  useEffect(() => {
    if (!box.current || !waveform) return;
    const made = draw(box.current, waveform, height);
    surfer.current = made;
    made.on("interaction", (at) => player.play(latest.current.track, latest.current.siblings, at));
    made.on("redrawcomplete", () => setDrawn(true));
    return () => {
      surfer.current = null;
      made.destroy();
    };
  }, [waveform, height, scheme]);

  useEffect(() => {
    const show = () => surfer.current?.setTime(active ? player.time.get() : 0);
    surfer.current?.setOptions({ cursorWidth: active ? 1 : 0 });
    show();
    return active ? player.time.subscribe(show) : undefined;
  }, [active, drawn, scheme]);

  return (
    <Seekable track={track} siblings={siblings} active={active} drawn={drawn} width={scale} height={height}>
      <div ref={box} aria-hidden="true" />
      {waveform && <WaveSpots waveform={waveform} />}
    </Seekable>
  );
}

interface SeekableProps extends Pick<Props, "track" | "siblings"> {
  active: boolean;
  drawn: boolean;
  width: number;
  height: number;
  children: React.ReactNode;
}

const STEP_SECONDS = 5;

function Seekable({ track, siblings, active, drawn, width, height, children }: SeekableProps) {
  const second = usePlayheadSecond();
  const now = active ? Math.min(second, Math.floor(track.duration)) : 0;
  const onKeyDown = (event: KeyboardEvent) => {
    const at = target(event.key, now, track.duration);
    if (at === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (active) player.seek(at);
    else player.play(track, siblings, at);
  };
  const { drawing, ...drag } = useRegionDrag(track.duration, (next) => player.loopRegion(track, siblings, next));
  return (
    <div style={{ width: `${100 * width}%` }}>
      <div
        role="slider"
        tabIndex={0}
        aria-label={`Position in sample ${track.label}`}
        aria-valuemin={0}
        aria-valuemax={Math.floor(track.duration)}
        aria-valuenow={now}
        aria-valuetext={`${clock(now)} of ${clock(track.duration)}`}
        className={classes.wave}
        style={{ height }}
        onKeyDown={onKeyDown}
        onPointerDownCapture={(event) => withShift(event, drag.onPointerDown)}
        onClickCapture={(event) => withShift(event)}
        onPointerMove={drag.onPointerMove}
        onPointerUp={drag.onPointerUp}
        onPointerCancel={drag.onPointerCancel}
        data-testid="waveform"
        data-drawn={drawn}
      >
        {children}
      </div>
      <WaveStrip track={track} siblings={siblings} drawing={drawing} />
    </div>
  );
}

/** With shift, what is pressed is not for the waveform itself. */
function withShift<E extends MouseEvent<HTMLElement> | PointerEvent<HTMLElement>>(
  event: E,
  act?: (event: E) => void,
): void {
  if (!event.shiftKey) return;
  event.stopPropagation();
  act?.(event);
}

function target(key: string, now: number, duration: number): number | null {
  if (key === "ArrowRight") return Math.min(now + STEP_SECONDS, duration);
  if (key === "ArrowLeft") return Math.max(now - STEP_SECONDS, 0);
  if (key === "Home") return 0;
  return key === "End" ? duration : null;
}

/** Peaks come as pairs of −128 to 127: the upper edge is drawn from the maxima, the lower from the minima. */
function draw(container: HTMLElement, { peaks, duration }: Schemas["WaveformOut"], height: number) {
  const minima = peaks.filter((_, index) => index % 2 === 0).map((value) => value / 128);
  const maxima = peaks.filter((_, index) => index % 2 === 1).map((value) => value / 128);
  return WaveSurfer.create({
    container,
    height,
    duration,
    peaks: [maxima, minima],
    waveColor: color("--wave"),
    progressColor: color("--wave-played"),
    cursorColor: color("--wave-cursor"),
    cursorWidth: 0,
    dragToSeek: true,
  });
}

const color = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
