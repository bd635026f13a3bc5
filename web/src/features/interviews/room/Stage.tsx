import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { isLive, type Operation, useLatest, useRetry, useStart } from "@/api/interviewOperations";
import { type InterviewSession, useAnswer } from "@/api/interviews";
import { ErrorNote } from "@/components/ErrorNote";
import { OperationNote } from "../OperationNote";
import { AnswerForm } from "./AnswerForm";
import { Question } from "./Question";
import common from "../interviews.module.css";
import classes from "./room.module.css";

interface Props {
  session: InterviewSession;
  resume: () => void;
  complete: () => void;
}

/** What is to be done now: answer, wait, ask for the next question, or end. */
export function Stage({ session, resume, complete }: Props) {
  const { id, open_question: question, status } = session;
  const operation = useLatest(id, "question_generation");
  const asking = useStart(id, "question_generation");
  const answering = useAnswer(id);
  const retry = useRetry(id);
  const paused = status === "paused";
  const ask = () => asking.mutate();
  const send = (text: string, sent: () => void) =>
    answering.mutate(text, {
      onSuccess: () => {
        sent();
        if (hasMore(session, 1)) ask();
      },
    });

  if (question) {
    return (
      <>
        {paused && <Paused resume={resume} />}
        <Question question={question} number={session.questions_asked} count={session.question_count} />
        {session.time_is_up && <TimeIsUp />}
        <AnswerForm
          key={question.id}
          question={question}
          send={send}
          pending={answering.isPending}
          error={answering.error}
          locked={paused}
        />
      </>
    );
  }
  if (paused) return <Paused resume={resume} />;
  const busy = answering.isPending || asking.isPending || (operation && isLive(operation));
  if (busy) return <Writing session={session} operation={operation ?? null} />;
  if (operation?.status === "failed") {
    return <OperationNote operation={operation} retry={() => retry.mutate(operation.id)} error={retry.error} />;
  }
  return <Next session={session} ask={ask} complete={complete} error={asking.error} loaded={operation !== undefined} />;
}

const hasMore = ({ question_count: count, questions_answered: answered, time_is_up }: InterviewSession, now = 0) =>
  !time_is_up && (count === null || answered + now < count);

function Writing({ session, operation }: { session: InterviewSession; operation: Operation | null }) {
  return (
    <OperationNote operation={operation} busy>
      Question {session.questions_asked + 1} is being written. You may leave: it is written all the same.
    </OperationNote>
  );
}

function Paused({ resume }: { resume: () => void }) {
  return (
    <Notice action={<Button onClick={resume} data-testid="resume">Resume</Button>}>
      Paused: the clock stands still. What you have typed is kept.
    </Notice>
  );
}

const TimeIsUp = () => <Notice>Time is up. You may still answer this question; there will be no more.</Notice>;

function Notice({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.notice} role="status">
      <span>{children}</span>
      {action}
    </div>
  );
}

interface NextProps {
  session: InterviewSession;
  ask: () => void;
  complete: () => void;
  error: Error | null;
  loaded: boolean;
}

function Next({ session, ask, complete, error, loaded }: NextProps) {
  const { questions_asked: asked, time_is_up } = session;
  const more = hasMore(session);
  return (
    <div className={common.next}>
      {error && <ErrorNote error={error} onRetry={ask} />}
      {more ? (
        <>
          <p>{asked ? "Ready for the next one?" : "Take a breath. The clock is running, but nobody is waiting."}</p>
          <Button onClick={ask} disabled={!loaded} data-testid="ask">
            {asked ? "Ask the next question" : "Ask the first question"}
          </Button>
        </>
      ) : (
        <>
          <p role="status">
            {time_is_up ? "Time is up." : "That was the last question."} Complete the session to get your feedback.
          </p>
          <Button onClick={complete} autoFocus data-testid="complete-end">
            Complete the session
          </Button>
        </>
      )}
    </div>
  );
}
