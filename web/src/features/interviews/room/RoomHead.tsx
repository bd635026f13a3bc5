import { Button, Title } from "@mantine/core";
import type { UseMutationResult } from "@tanstack/react-query";
import type { InterviewSession, Step } from "@/api/interviews";
import { nameOf } from "../words";
import { Clock } from "./Clock";
import classes from "../interviews.module.css";

interface Props {
  session: InterviewSession;
  asOf: number;
  step: UseMutationResult<InterviewSession, Error, Step>;
  complete: () => void;
  timeIsUp: () => void;
}

export function RoomHead({ session, asOf, step, complete, timeIsUp }: Props) {
  const paused = session.status === "paused";
  return (
    <div className={classes.roomHead}>
      <div className={classes.roomTitle}>
        <Title order={1}>{nameOf(session)}</Title>
        <p className={classes.facts} data-testid="progress">
          <span>{progress(session)}</span>
          {session.attempt > 1 && <span>attempt {session.attempt}</span>}
        </p>
      </div>
      <Clock session={session} asOf={asOf} timeIsUp={timeIsUp} />
      <div className={classes.buttons}>
        <Button
          variant="default"
          miw={92}
          loading={step.isPending && step.variables !== "complete"}
          onClick={() => step.mutate(paused ? "resume" : "pause")}
          data-testid="pause"
        >
          {paused ? "Resume" : "Pause"}
        </Button>
        <Button
          variant="default"
          loading={step.isPending && step.variables === "complete"}
          onClick={complete}
          data-testid="complete"
        >
          Complete
        </Button>
      </div>
    </div>
  );
}

function progress({ questions_answered: answered, question_count: count }: InterviewSession): string {
  return count === null ? `${answered} answered` : `${answered} of ${count} answered`;
}
