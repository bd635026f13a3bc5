import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { clock } from "@/components/format";
import { region, type Segment } from "./segments";
import classes from "./WaveStrip.module.css";

interface Props {
  /** Seconds that the strip is wide. */
  duration: number;
  loop: Segment;
  onLoop: (loop: Segment) => void;
}

const STEP_SECONDS = 0.5;
const EDGES = ["start", "end"] as const;

/** The two ends of the repeated part, to be dragged or moved by the arrow keys. */
export function LoopHandles({ duration, loop, onLoop }: Props) {
  const move = (edge: number, to: number) => {
    const fixed = loop[edge === 0 ? 1 : 0];
    const next = (edge === 0) === to < fixed ? region(to, fixed, duration) : null;
    if (next) onLoop(next);
  };
  return EDGES.map((name, edge) => (
    <Handle
      key={name}
      name={name}
      at={Math.min(loop[edge]!, duration)}
      duration={duration}
      move={(to) => move(edge, to)}
    />
  ));
}

interface HandleProps {
  name: string;
  at: number;
  duration: number;
  move: (to: number) => void;
}

function Handle({ name, at, duration, move }: HandleProps) {
  const held = useRef(false);
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.stopPropagation();
    event.preventDefault();
    held.current = true;
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const strip = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!held.current || !strip) return;
    event.stopPropagation();
    move((duration * (event.clientX - strip.left)) / Math.max(1, strip.width));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -STEP_SECONDS, ArrowRight: STEP_SECONDS }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(at + step);
  };
  return (
    <span
      role="slider"
      tabIndex={0}
      aria-label={`Loop ${name}`}
      aria-valuemin={0}
      aria-valuemax={Math.floor(duration)}
      aria-valuenow={at}
      aria-valuetext={clock(at)}
      className={classes.handle}
      style={{ left: `${(100 * at) / duration}%` }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={(event) => {
        event.stopPropagation();
        held.current = false;
      }}
      onPointerCancel={() => (held.current = false)}
      onKeyDown={onKeyDown}
      data-testid={`loop-${name}`}
    />
  );
}
