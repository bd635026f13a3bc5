import { Skeleton, Title } from "@mantine/core";
import { Link } from "react-router";
import { type Scored, useProgress } from "@/api/interviews";
import { ChartFrame } from "@/components/charts/ChartFrame";
import { Lines } from "@/components/charts/Lines";
import { ErrorNote } from "@/components/ErrorNote";
import common from "../interviews.module.css";
import classes from "./overview.module.css";

const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const when = ({ completed_at }: Scored) => day.format(new Date(completed_at));

/** Overall scores in the order in which sessions were completed. */
export function ProgressChart() {
  const { data, error, refetch } = useProgress();
  return (
    <section className={classes.progress}>
      <Title order={2}>Progress</Title>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={150} aria-label="Loading the progress" />}
      {data && (data.length ? <Chart scored={data} /> : <NothingYet />)}
    </section>
  );
}

const NothingYet = () => (
  <p className={common.quiet}>
    Here will be your scores over time, as soon as a completed session has feedback.{" "}
    <Link to="/interviews/sessions?status=completed">Completed sessions</Link>
  </p>
);

function Chart({ scored }: { scored: Scored[] }) {
  const scores = scored.map(({ overall_score }) => overall_score);
  const last = scored.at(-1)!;
  return (
    <ChartFrame
      title="Overall score, session by session"
      top="100"
      ends={[when(scored[0]!), when(last)]}
      count={scored.length}
      describe={(index) => {
        const { role, attempt, overall_score } = scored[index]!;
        return `${when(scored[index]!)}: ${overall_score}, ${role}, attempt ${attempt}`;
      }}
      summary={`Last: ${last.overall_score}, ${last.role}`}
    >
      {(chosen) => <Lines values={[scores]} colors={["var(--wave-played)"]} max={100} chosen={chosen} />}
    </ChartFrame>
  );
}
