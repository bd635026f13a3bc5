import type { AbResults } from "@/api/abtests";
import { plural } from "@/components/format";
import { adapterWords } from "../words";
import classes from "../abtests.module.css";

/** All votes by what they said; ties and both-bad are evidence for neither side. */
export function Counts({ results: { counts, a, b, exact } }: { results: AbResults }) {
  const { total, changed, raters, ties, both_bad } = counts;
  const shown: [string, number][] = [
    [adapterWords(a), counts.a],
    [adapterWords(b), counts.b],
    ["About the same", ties],
    ["Both bad", both_bad],
  ];
  return (
    <div className={classes.counts} data-testid="ab-counts">
      <dl className={classes.countList}>
        {shown.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.quiet}>
        {plural(total, "vote")} by {plural(raters, "person", "people")}
        {changed > 0 && `; ${changed} changed after the reveal`}. If the number of votes had been fixed beforehand: exact binomial
        test p {pValue(exact.p_value)}.
      </p>
    </div>
  );
}

const pValue = (p: number) => (p < 0.001 ? "under 0.001" : `= ${p.toFixed(3)}`);
