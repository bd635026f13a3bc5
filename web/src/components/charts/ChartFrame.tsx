import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useState } from "react";
import classes from "./charts.module.css";

interface Props {
  title: string;
  /** What the colours mean; a chart of one series needs none. */
  legend?: { name: string; color: string }[];
  /** The value at the upper edge, with its unit. */
  top: string;
  /** What the lower edge is, where that is not nothing. */
  bottom?: string;
  /** Twice as high: for a band rather than bars. */
  tall?: boolean;
  /** Labels of the two ends of the axis of time. */
  ends: [string, string];
  count: number;
  /** All values of one place in words. */
  describe: (index: number) => string;
  /** Said while no place is chosen. */
  summary: string;
  children: (chosen: number | null) => ReactNode;
}

/** The frame of a chart over time: its places are read with the pointer or the arrow keys. */
export function ChartFrame({ title, legend = [], top, bottom, tall, ends, count, describe, summary, children }: Props) {
  const [chosen, choose] = useState<number | null>(null);
  const at = chosen === null || chosen >= count ? null : chosen;
  const onPointerMove = ({ currentTarget, clientX }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    choose(clamp(Math.floor((count * (clientX - left)) / Math.max(1, width)), count));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choose(clamp((at ?? (step > 0 ? -1 : count)) + step, count));
  };
  return (
    <figure className={classes.chart} data-testid="chart">
      <figcaption className={classes.caption}>
        <span>{title}</span>
        {legend.map(({ name, color }) => (
          <span key={name} className={classes.key} style={{ "--key": color } as CSSProperties}>
            {name}
          </span>
        ))}
      </figcaption>
      <div
        className={classes.plot}
        data-tall={tall}
        role="slider"
        tabIndex={0}
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, count - 1)}
        aria-valuenow={at ?? 0}
        aria-valuetext={at === null ? summary : describe(at)}
        onPointerMove={onPointerMove}
        onPointerLeave={() => choose(null)}
        onKeyDown={onKeyDown}
        onBlur={() => choose(null)}
      >
        <span className={classes.top}>{top}</span>
        {bottom && <span className={classes.bottom}>{bottom}</span>}
        <svg viewBox={`0 0 ${Math.max(1, count)} 100`} preserveAspectRatio="none" aria-hidden="true">
          {children(at)}
        </svg>
      </div>
      <div className={classes.ends}>
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </div>
      <div className={classes.readout}>{at === null ? summary : describe(at)}</div>
    </figure>
  );
}

const clamp = (index: number, count: number) => Math.min(Math.max(0, index), count - 1);
