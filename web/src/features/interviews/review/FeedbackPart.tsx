import { Button, Skeleton, Title } from "@mantine/core";
import { isLive, type Operation, useLatest, useRetry, useStart } from "@/api/interviewOperations";
import { useFeedback } from "@/api/interviewFeedback";
import type { InterviewSession } from "@/api/interviews";
import { ErrorNote } from "@/components/ErrorNote";
import { OperationNote } from "../OperationNote";
import { FeedbackView } from "./FeedbackView";
import type { Quoting } from "./quoting";
import { ThumbForm } from "./ThumbForm";
import classes from "../interviews.module.css";

interface Props {
  session: InterviewSession;
  quoting: Quoting;
}

/** The feedback; before there is any, the way to it. */
export function FeedbackPart({ session, quoting }: Props) {
  const { data: feedback, error, refetch, isPending } = useFeedback(session.id);
  const operation = useLatest(session.id, "feedback_analysis");
  if (feedback) {
    return (
      <>
        <FeedbackView feedback={feedback} quoting={quoting} />
        <ThumbForm sessionId={session.id} thumb={feedback.thumb ?? null} />
      </>
    );
  }
  return (
    <section className={classes.section}>
      <Title order={2}>Feedback</Title>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {isPending || operation === undefined ? (
        <Skeleton height={320} aria-label="Loading the feedback" />
      ) : (
        <NoFeedback session={session} operation={operation} />
      )}
    </section>
  );
}

interface NoFeedbackProps {
  session: InterviewSession;
  operation: Operation | null;
}

function NoFeedback({ session: { id, questions_answered }, operation }: NoFeedbackProps) {
  const start = useStart(id, "feedback_analysis");
  const retry = useRetry(id);
  if (start.isPending || (operation && isLive(operation)) || operation?.status === "completed") {
    return (
      <OperationNote operation={operation} busy>
        Your answers are being read. You may leave or close the page: the feedback will be here.
      </OperationNote>
    );
  }
  if (operation?.status === "failed") {
    return <OperationNote operation={operation} retry={() => retry.mutate(operation.id)} error={retry.error} />;
  }
  return (
    <div className={classes.next}>
      <p className={classes.lead}>
        {questions_answered
          ? "Four scores, what they rest on in your own words, what was missing and what to learn next."
          : "No question was answered in this session, so there is nothing to judge. Retake it and answer at least one."}
      </p>
      {start.error && <ErrorNote error={start.error} />}
      {questions_answered > 0 && (
        <Button onClick={() => start.mutate()} autoFocus data-testid="get-feedback">
          Get feedback
        </Button>
      )}
    </div>
  );
}
