import { Anchor, Button, Skeleton, Title } from "@mantine/core";
import { Link } from "react-router";
import { type Overview, type SessionQuery, useOverview, useSessions } from "@/api/interviews";
import { useStore } from "@/api/store";
import { ErrorNote } from "@/components/ErrorNote";
import { plural } from "@/components/format";
import { removed } from "@/components/undo";
import { InterviewHead } from "../InterviewHead";
import { SessionTable } from "../sessions/SessionTable";
import { FirstSteps } from "./FirstSteps";
import { ProgressChart } from "./ProgressChart";
import common from "../interviews.module.css";
import classes from "./overview.module.css";

const RECENT = 5;
const ALL: SessionQuery = { status: null, role: null, posting: null, from: null, to: null, cursor: null };

/** How practising goes: figures, the scores over time, what was practised last. */
export function OverviewPage() {
  const { data, error, refetch, isPending } = useOverview();
  return (
    <>
      <InterviewHead title="Interviews" />
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={420} aria-label="Loading the overview" />}
      {data && (data.completed_sessions + data.open_sessions > 0 ? <Figures overview={data} /> : <FirstSteps />)}
    </>
  );
}

function Figures({ overview }: { overview: Overview }) {
  const { completed_sessions, open_sessions, average_score, questions_answered, most_practised_roles } = overview;
  return (
    <>
      <dl className={classes.figures} data-testid="figures">
        <Figure name="Completed" value={String(completed_sessions)} />
        <Figure name="Going on" value={String(open_sessions)} />
        <Figure name="Average score" value={average_score === null ? "–" : String(Math.round(average_score ?? 0))} />
        <Figure name="Questions answered" value={String(questions_answered)} />
      </dl>
      <div className={classes.overview}>
        <ProgressChart />
        <Roles roles={most_practised_roles} />
      </div>
      <Recent />
    </>
  );
}

const Figure = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);

function Roles({ roles }: { roles: Overview["most_practised_roles"] }) {
  return (
    <section className={common.section} data-testid="roles">
      <Title order={2}>Most practised</Title>
      <ul className={common.list}>
        {roles.map(({ role, sessions }) => (
          <li key={role} className={common.row}>
            <Anchor
              component={Link}
              className={common.rowWhat}
              to={`/interviews/sessions?role=${encodeURIComponent(role)}`}
              c="inherit"
            >
              {role}
            </Anchor>
            <span className={common.number}>{plural(sessions, "session")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Recent() {
  const { data } = useSessions(ALL, RECENT);
  const gone = useStore(removed);
  const sessions = data?.items.filter(({ id }) => !gone.has(id)) ?? [];
  return (
    <section className={classes.part}>
      <Title order={2}>Last sessions</Title>
      {data ? <SessionTable sessions={sessions} /> : <Skeleton height={220} aria-label="Loading sessions" />}
      {data && data.total > RECENT && (
        <Button component={Link} to="/interviews/sessions" variant="default" mt={12}>
          All sessions
        </Button>
      )}
    </section>
  );
}
