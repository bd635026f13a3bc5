import { Anchor, Title } from "@mantine/core";
import { Link } from "react-router";
import type { InterviewSession } from "@/api/interviews";
import { STATUS_WORDS } from "../words";
import { When } from "@/components/When";
import common from "../interviews.module.css";
import classes from "./review.module.css";

/** How the score went from one attempt to the next; nothing while there is only one. */
export function Attempts({ attempts: all, here }: { attempts: InterviewSession[]; here: string }) {
  const attempts = [...all].sort((one, other) => one.attempt - other.attempt);
  if (attempts.length < 2) return null;
  return (
    <section className={common.section} data-testid="attempts">
      <Title order={2}>Your attempts</Title>
      <table className={`${classes.scoreTable} ${classes.attempts}`}>
        <tbody>
          {attempts.map((attempt, place) => (
            <Attempt key={attempt.id} attempt={attempt} here={attempt.id === here} before={before(attempts, place)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The score of the nearest attempt before that has one. */
function before(attempts: InterviewSession[], place: number): number | null {
  const scored = attempts.slice(0, place).filter(({ overall_score }) => overall_score !== null);
  return scored.at(-1)?.overall_score ?? null;
}

interface AttemptProps {
  attempt: InterviewSession;
  here: boolean;
  before: number | null;
}

function Attempt({ attempt: { id, attempt, overall_score: score, status, created_at }, here, before }: AttemptProps) {
  return (
    <tr>
      <th scope="row">
        {here ? (
          <span aria-current="page">Attempt {attempt}</span>
        ) : (
          <Anchor component={Link} to={`/interviews/sessions/${id}`} underline="always">
            Attempt {attempt}
          </Anchor>
        )}
        <div className={common.hint}>
          <When instant={created_at} />
        </div>
      </th>
      <td className={classes.scoreBar}>
        {score === null ? (
          <span className={common.quiet}>{status === "completed" ? "no feedback" : STATUS_WORDS[status].toLowerCase()}</span>
        ) : (
          <span className={classes.track} aria-hidden="true">
            <span style={{ width: `${score}%` }} />
          </span>
        )}
      </td>
      <td className={classes.value}>{score ?? ""}</td>
      <td className={classes.delta}>{score !== null && before !== null && signed(score - before)}</td>
    </tr>
  );
}

const signed = (change: number) => (change > 0 ? `+${change}` : change < 0 ? `−${-change}` : "±0");
