import { useComputedColorScheme } from "@mantine/core";
import { memo, useEffect, useRef } from "react";
import WaveSurfer from "wavesurfer.js";
import type { Store } from "@/api/store";
import { player } from "./player/player";
import classes from "./WavePicture.module.css";

interface Props {
  /** Pairs of −128 to 127: the lowest and the highest value of equal spans of time. */
  peaks: readonly number[];
  /** Seconds. */
  duration: number;
  /** Pixels. */
  height: number;
  /** The player's sample: it shows how far it was played. */
  active: boolean;
  onDrawn: () => void;
  /** Seconds: where the playhead is, if not that of the page's player. */
  time?: Store<number>;
}

/**
 * A waveform, and how far of it was played. It is drawn when it appears or changes its size; while it plays
 * only an edge moves, without React and without drawing anything anew.
 */
export const WavePicture = memo(function WavePicture({ peaks, duration, height, active, onDrawn, time = player.time }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const surfer = useRef<WaveSurfer>(null);
  const cursor = useRef<HTMLSpanElement>(null);
  const scheme = useComputedColorScheme();

  useEffect(() => {
    if (!box.current) return;
    const made = WaveSurfer.create({ ...looks(height), container: box.current, duration, peaks: edges(peaks) });
    made.on("redrawcomplete", onDrawn);
    surfer.current = made;
    return () => {
      surfer.current = null;
      made.destroy();
    };
  }, [peaks, duration, height, scheme, onDrawn]);

  useEffect(() => {
    const show = () => {
      const now = active ? Math.min(duration, time.get()) : 0;
      surfer.current?.setTime(now);
      if (cursor.current) cursor.current.style.transform = `translateX(${(100 * now) / duration}%)`;
    };
    show();
    // What is drawn a moment later begins at zero again.
    const stop = surfer.current?.on("redrawcomplete", show);
    const leave = active ? time.subscribe(show) : undefined;
    return () => {
      stop?.();
      leave?.();
    };
  }, [active, peaks, duration, height, scheme, time]);

  return (
    <div className={classes.picture} data-active={active} aria-hidden="true">
      <div ref={box} />
      <span ref={cursor} className={classes.cursor} />
    </div>
  );
});

/** Colours are read when it is drawn: a canvas knows no CSS variables. The cursor is ours, so that showing it draws nothing. */
const looks = (height: number) => ({
  height,
  interact: false,
  cursorWidth: 0,
  waveColor: color("--wave"),
  progressColor: color("--wave-played"),
});

/** The upper edge is drawn from the highest values, the lower one from the lowest. */
function edges(peaks: readonly number[]): number[][] {
  const share = peaks.map((value) => value / 128);
  return [share.filter((_, index) => index % 2 === 1), share.filter((_, index) => index % 2 === 0)];
}

const color = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
