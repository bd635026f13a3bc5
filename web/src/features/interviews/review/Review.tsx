import { Button, Menu, Skeleton, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import {
  deleteSession,
  type InterviewSession,
  interviewKeys,
  reportUrl,
  useAttempts,
  useMessages,
  useRetake,
} from "@/api/interviews";
import { useFeedback } from "@/api/interviewFeedback";
import { ErrorNote } from "@/components/ErrorNote";
import { DownloadIcon } from "@/components/icons";
import { removeLater } from "@/components/undo";
import { useTitle } from "@/components/useTitle";
import { When } from "@/components/When";
import { PostingFactsView } from "../PostingFactsView";
import { nameOf } from "../words";
import { Attempts } from "./Attempts";
import { FeedbackPart } from "./FeedbackPart";
import { ShareDialog } from "./ShareDialog";
import { Judged } from "./Judged";
import classes from "../interviews.module.css";

/** A completed session: its feedback beside what was said. */
export function Review({ session }: { session: InterviewSession }) {
  useTitle(nameOf(session));
  const feedback = useFeedback(session.id);
  const messages = useMessages(session.id);
  const attempts = useAttempts(session.series_id);
  // All at once, so that nothing is pushed away by what comes later.
  const loading = feedback.isPending || messages.isPending || attempts.isPending;
  return (
    <>
      <ReviewHead session={session} judged={Boolean(feedback.data)} />
      {messages.error && <ErrorNote error={messages.error} onRetry={() => void messages.refetch()} />}
      {loading ? (
        <Skeleton height={900} aria-label="Loading the feedback" />
      ) : (
        <Judged
          messages={messages.data ?? []}
          quotes={feedback.data?.quotes ?? []}
          feedback={(quoting) => <FeedbackPart session={session} quoting={quoting} />}
          below={
            <>
              <Attempts attempts={attempts.data?.items ?? []} here={session.id} />
              <section className={classes.section}>
                <PostingFactsView posting={session.posting} />
              </section>
            </>
          }
        />
      )}
    </>
  );
}

function ReviewHead({ session, judged }: { session: InterviewSession; judged: boolean }) {
  const [sharing, setSharing] = useState(false);
  const navigate = useNavigate();
  const retake = useRetake(session.id);
  const again = () => retake.mutate(undefined, { onSuccess: ({ id }) => void navigate(`/interviews/sessions/${id}`) });
  return (
    <div className={classes.roomHead}>
      <div className={classes.roomTitle}>
        <Title order={1}>{nameOf(session)}</Title>
        <p className={classes.facts}>
          <span>attempt {session.attempt}</span>
          <span>{session.questions_answered} answered</span>
          <span>
            completed <When instant={session.completed_at ?? session.updated_at} />
          </span>
        </p>
        {retake.error && <ErrorNote error={retake.error} />}
      </div>
      <div className={classes.buttons}>
        <Button
          size="compact-md"
          variant={judged ? "filled" : "default"}
          loading={retake.isPending}
          onClick={again}
          data-testid="retake"
        >
          Retake
        </Button>
        <ReportMenu id={session.id} />
        <Button size="compact-md" variant="default" onClick={() => setSharing(true)} data-testid="share">
          Share
        </Button>
        <DeleteButton session={session} />
      </div>
      {sharing && <ShareDialog sessionId={session.id} close={() => setSharing(false)} />}
    </div>
  );
}

function ReportMenu({ id }: { id: string }) {
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 100 }}>
      <Menu.Target>
        <Button size="compact-md" variant="default" leftSection={<DownloadIcon />} data-testid="report">
          Report
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={reportUrl(id, "pdf")} download data-testid="report-pdf">
          PDF
        </Menu.Item>
        <Menu.Item component="a" href={reportUrl(id, "md")} download data-testid="report-md">
          Markdown
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function DeleteButton({ session }: { session: InterviewSession }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = () => {
    removeLater({
      id: session.id,
      title: nameOf(session),
      remove: async () => {
        await deleteSession(session.id);
        client.removeQueries({ queryKey: interviewKeys.session(session.id) });
      },
      settle: () =>
        Promise.all([
          client.invalidateQueries({ queryKey: interviewKeys.sessions }),
          client.invalidateQueries({ queryKey: interviewKeys.overview }),
        ]),
    });
    void navigate("/interviews/sessions");
  };
  return (
    <Button size="compact-md" variant="subtle" color="gray" onClick={remove} data-testid="delete-session">
      Delete
    </Button>
  );
}
