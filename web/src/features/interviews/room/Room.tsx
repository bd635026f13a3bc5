import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type InterviewSession, interviewKeys, useMessages, useStep } from "@/api/interviews";
import { ErrorNote } from "@/components/ErrorNote";
import { useTitle } from "@/components/useTitle";
import { Conversation } from "../Conversation";
import { PostingFactsView } from "../PostingFactsView";
import { exchanges } from "../transcript";
import { nameOf } from "../words";
import { CompleteDialog } from "./CompleteDialog";
import { RoomHead } from "./RoomHead";
import { Stage } from "./Stage";
import common from "../interviews.module.css";
import classes from "./room.module.css";

interface Props {
  session: InterviewSession;
  /** When the session was read, in milliseconds: its clock runs on from there. */
  asOf: number;
}

/** The interview itself: one question at a time, what was said beside it. */
export function Room({ session, asOf }: Props) {
  useTitle(nameOf(session));
  const client = useQueryClient();
  const step = useStep(session.id);
  const [ending, setEnding] = useState(false);
  const allAnswered = session.question_count !== null && session.questions_answered >= session.question_count;
  const complete = () => (allAnswered ? step.mutate("complete") : setEnding(true));
  return (
    <>
      <RoomHead
        session={session}
        asOf={asOf}
        step={step}
        complete={complete}
        timeIsUp={() => void client.invalidateQueries({ queryKey: interviewKeys.session(session.id) })}
      />
      {step.error && <ErrorNote error={step.error} />}
      <div className={classes.room}>
        <section className={classes.stage} aria-label="Question">
          <Stage session={session} resume={() => step.mutate("resume")} complete={complete} />
        </section>
        <aside className={classes.beside}>
          <SoFar sessionId={session.id} />
          <PostingFactsView posting={session.posting} />
        </aside>
      </div>
      {ending && (
        <CompleteDialog
          session={session}
          close={() => setEnding(false)}
          confirm={() => step.mutate("complete", { onSuccess: () => setEnding(false) })}
          pending={step.isPending}
        />
      )}
    </>
  );
}

function SoFar({ sessionId }: { sessionId: string }) {
  const { data = [] } = useMessages(sessionId);
  const said = exchanges(data).filter(({ answer }) => answer);
  return (
    <details className={common.details} data-testid="so-far">
      <summary>
        What was said so far <span className={classes.count}>{said.length || ""}</span>
      </summary>
      {said.length ? <Conversation exchanges={said} /> : <p className={common.quiet}>Nothing yet.</p>}
    </details>
  );
}
