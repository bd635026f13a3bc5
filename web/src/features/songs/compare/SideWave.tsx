import { type KeyboardEvent, type PointerEvent, useCallback, useRef, useState, useSyncExternalStore } from "react";
import type { Schemas } from "@/api/client";
import { useStore } from "@/api/store";
import { clock } from "@/components/format";
import { secondAt, useRegionDrag } from "@/components/player/useRegionDrag";
import { WaveSpots } from "@/components/player/WaveSpots";
import { place } from "@/components/player/WaveStrip";
import strip from "@/components/player/WaveStrip.module.css";
import { WavePicture } from "@/components/WavePicture";
import wave from "@/components/Waveform.module.css";
import type { ComparisonPlayer } from "./sound/comparisonPlayer";

const HEIGHT = 56;

interface Props {
  player: ComparisonPlayer;
  letter: string;
  /** Seconds. */
  duration: number;
  peaks: readonly number[] | undefined;
  /** Of which side it is shown what was heard; not while the sides are hidden and could change their places. */
  heardOf?: number;
  /** What only this sample has: its own length, and spots. Not while the sides are hidden. */
  waveform?: Schemas["WaveformOut"] | undefined;
  /** Pixels. */
  height?: number;
}

/** A press seeks on all sides, a drag with shift repeats a part; below is what was heard of this one. */
export function SideWave({ player, letter, duration, peaks, heardOf, waveform, height = HEIGHT }: Props) {
  const [drawn, setDrawn] = useState(false);
  const onDrawn = useCallback(() => setDrawn(true), []);
  const { drawing: _, ...loop } = useRegionDrag(duration, (part) => player.loopRegion(part));
  const scrub = useScrub(player, duration);
  const shifted = useRef(false);
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    shifted.current = event.shiftKey;
    (shifted.current ? loop : scrub).onPointerDown(event);
  };
  const either = (name: "onPointerMove" | "onPointerUp" | "onPointerCancel") => (event: PointerEvent<HTMLElement>) =>
    (shifted.current ? loop : scrub)[name](event);
  return (
    <div>
      <div style={{ width: `${(100 * duration) / player.longest}%` }}>
        <div
          {...useSlider(player, letter, duration)}
          className={wave.wave}
          style={{ height }}
          onPointerDown={onPointerDown}
          onPointerMove={either("onPointerMove")}
          onPointerUp={either("onPointerUp")}
          onPointerCancel={either("onPointerCancel")}
          data-testid="side-wave"
          data-drawn={drawn}
        >
          {peaks && (
            <WavePicture
              peaks={peaks}
              duration={waveform?.duration ?? duration}
              height={height}
              active
              time={player.time}
              onDrawn={onDrawn}
            />
          )}
          {waveform && <WaveSpots waveform={waveform} />}
        </div>
        {heardOf === undefined ? (
          <div className={strip.strip} />
        ) : (
          <Heard player={player} side={heardOf} duration={duration} />
        )}
      </div>
    </div>
  );
}

function Heard({ player, side, duration }: Pick<Props, "player" | "duration"> & { side: number }) {
  const { segments } = useStore(player.heard[side]!);
  return (
    <div className={strip.strip}>
      {segments.map((segment) => (
        <span key={segment[0]} className={strip.heard} style={place(segment, duration)} data-testid="heard" />
      ))}
    </div>
  );
}

function useScrub(player: ComparisonPlayer, duration: number) {
  const held = useRef(false);
  const seek = (event: PointerEvent<HTMLElement>) => player.seek(Math.min(secondAt(event, duration), duration));
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      held.current = true;
    },
    onPointerMove: () => undefined,
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      if (held.current) seek(event);
      held.current = false;
    },
    onPointerCancel: () => {
      held.current = false;
    },
  };
}

const STEP_SECONDS = 5;

/** What the picture is for somebody who does not see it: a slider, with the keys of one. */
function useSlider(player: ComparisonPlayer, letter: string, duration: number) {
  const now = useSyncExternalStore(player.time.subscribe, () =>
    Math.min(Math.floor(player.time.get()), Math.floor(duration)),
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowRight: now + STEP_SECONDS, ArrowLeft: now - STEP_SECONDS, Home: 0, End: duration }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    player.seek(to);
  };
  return {
    role: "slider",
    tabIndex: 0,
    "aria-label": `Position in side ${letter}`,
    "aria-valuemin": 0,
    "aria-valuemax": Math.floor(duration),
    "aria-valuenow": now,
    "aria-valuetext": `${clock(now)} of ${clock(duration)}`,
    onKeyDown,
  };
}
