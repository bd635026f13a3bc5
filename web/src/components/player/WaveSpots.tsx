import { memo, useMemo } from "react";
import type { Schemas } from "@/api/client";
import { spots } from "./spots";
import { place } from "./WaveStrip";
import classes from "./WaveSpots.module.css";

/** Clipped parts above, silent parts along the line of a waveform. */
export const WaveSpots = memo(function WaveSpots({ waveform }: { waveform: Schemas["WaveformOut"] }) {
  const { peaks, duration } = waveform;
  const { clipped, silent } = useMemo(() => spots(peaks, duration), [peaks, duration]);
  return (
    <>
      {clipped.map((segment) => (
        <span key={segment[0]} className={classes.clipped} style={place(segment, duration)} data-testid="clipped" />
      ))}
      {silent.map((segment) => (
        <span key={segment[0]} className={classes.silent} style={place(segment, duration)} data-testid="silent" />
      ))}
    </>
  );
});
