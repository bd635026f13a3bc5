import type { AbClaim, AbSide } from "@/api/abtests";
import { ChartFrame } from "@/components/charts/ChartFrame";
import { plural } from "@/components/format";
import { adapterWords } from "../words";
import { evidenceWords, lookWords } from "./figures";
import { band, decidedPlace } from "./band";
import classes from "./results.module.css";

interface Props {
  claim: AbClaim;
  one: "vote" | "person";
  a: AbSide;
  b: AbSide;
}

/** The interval as it shrank, vote by vote. It is decided where it leaves the line in the middle. */
export function IntervalChart({ claim, one, a, b }: Props) {
  const { looks } = claim;
  const decided = decidedPlace(claim);
  const last = looks.at(-1)!;
  return (
    <ChartFrame
      title="The interval over time"
      tall
      top={`all for ${adapterWords(b)}`}
      bottom={`all for ${adapterWords(a)}`}
      ends={[`1 ${one}`, plural(last.n, one, one === "person" ? "people" : undefined)]}
      count={looks.length}
      describe={(index) => lookWords(looks[index]!, one, b)}
      summary={evidenceWords(claim, one)}
    >
      {(chosen) => (
        <>
          {chosen !== null && <rect x={chosen} y={0} width={1} height={100} fill="var(--hover)" />}
          <polygon className={classes.band} points={band(looks)} />
          <line className={classes.even} x1={0} x2={looks.length} y1={50} y2={50} />
          <polyline
            className={classes.line}
            points={looks.map(({ win_rate }, place) => `${place + 0.5},${100 - 100 * win_rate}`).join(" ")}
          />
          {decided !== null && <line className={classes.decided} x1={decided + 0.5} x2={decided + 0.5} y1={0} y2={100} />}
        </>
      )}
    </ChartFrame>
  );
}
