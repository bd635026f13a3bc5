import { corners, type Axis } from "./corners";
import classes from "./Radar.module.css";

const RINGS = [25, 50, 75, 100];
const RADIUS = 64;
const LABEL = RADIUS + 12;

/** Values from 0 to 100 on axes around a centre. The same figures must stand beside it as a table. */
export function Radar({ axes }: { axes: Axis[] }) {
  const polygon = (values: number[]) =>
    corners(values, RADIUS)
      .map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`)
      .join(" ");
  const words = axes.map(({ name, value }) => `${name} ${value}`).join(", ");
  return (
    <svg className={classes.radar} viewBox="-152 -92 304 184" role="img" aria-label={`Scores of 100: ${words}`}>
      {RINGS.map((ring) => (
        <polygon key={ring} className={classes.ring} points={polygon(axes.map(() => ring))} />
      ))}
      {corners(axes.map(() => 100), RADIUS).map(([x, y], place) => (
        <line key={axes[place]!.name} className={classes.ring} x2={x} y2={y} />
      ))}
      <polygon className={classes.area} points={polygon(axes.map(({ value }) => value))} />
      {corners(axes.map(() => 100), LABEL).map(([x, y], place) => (
        <text key={axes[place]!.name} x={x} y={y} textAnchor={anchor(x)} dominantBaseline="middle">
          {axes[place]!.name}
        </text>
      ))}
    </svg>
  );
}

const anchor = (x: number) => (Math.abs(x) < 1 ? "middle" : x > 0 ? "start" : "end");
