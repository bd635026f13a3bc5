import { Skeleton, Title } from "@mantine/core";
import { useLocation } from "react-router";
import { type SharedSession, useSharedSession } from "@/api/interviewFeedback";
import { ApiError } from "@/api/client";
import { ThemeSwitch } from "@/app/ThemeSwitch";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { exactly } from "@/components/format";
import { useTitle } from "@/components/useTitle";
import { FeedbackView } from "./review/FeedbackView";
import { Judged } from "./review/Judged";
import classes from "./interviews.module.css";

/** One session for whoever has its link: to read, and nothing else. */
export function SharedPage() {
  useTitle("A shared interview");
  const token = useLocation().hash.slice(1);
  const { data, error, refetch } = useSharedSession(token);
  return (
    <main className={classes.shared}>
      {data && <Shared shared={data} />}
      {!data && !error && token && <Skeleton height={520} aria-label="Loading the session" />}
      {(!token || (error && isGone(error))) && <Gone />}
      {error && !isGone(error) && <ErrorNote error={error} onRetry={() => void refetch()} />}
    </main>
  );
}

const isGone = (error: Error) => error instanceof ApiError && (error.status === 404 || error.status === 422);

function Gone() {
  return (
    <div data-testid="link-gone">
      <Title order={1}>This link shows nothing</Title>
      <EmptyState>
        It may have expired, been taken back, or been copied in part. Ask the person who sent it for a new one.
      </EmptyState>
    </div>
  );
}

function Shared({ shared }: { shared: SharedSession }) {
  const { role, company, attempt, completed_at, expires_at, messages, feedback } = shared;
  return (
    <>
      <div className={classes.sharedHead}>
        <div>
          <Title order={1}>{company ? `${role} at ${company}` : role}</Title>
          <p className={classes.facts}>
            <span>A practice interview, shared with you to read</span>
            <span>attempt {attempt}</span>
            {completed_at && <span>completed {exactly(completed_at)}</span>}
            <span>link works until {exactly(expires_at)}</span>
          </p>
        </div>
        <ThemeSwitch />
      </div>
      <Judged
        messages={messages}
        quotes={feedback?.quotes ?? []}
        feedback={(quoting) =>
          feedback ? (
            <FeedbackView feedback={feedback} quoting={quoting} />
          ) : (
            <section className={classes.section}>
              <Title order={2}>Feedback</Title>
              <p className={classes.quiet}>There is none yet. Load the page again later.</p>
            </section>
          )
        }
      />
    </>
  );
}
