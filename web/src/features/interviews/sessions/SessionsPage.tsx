import { Button, Skeleton } from "@mantine/core";
import { Link } from "react-router";
import { Pager } from "@/components/Pager";
import { useSessions } from "@/api/interviews";
import { useStore } from "@/api/store";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { removed } from "@/components/undo";
import { InterviewHead } from "../InterviewHead";
import { SessionFilters } from "./SessionFilters";
import { isNarrowed, useSessionAddress } from "./sessionQuery";
import { SessionTable } from "./SessionTable";

/** Every session, newest first. */
export function SessionsPage() {
  const [query, change] = useSessionAddress();
  const page = useSessions(query);
  const gone = useStore(removed);
  const sessions = page.data?.items.filter(({ id }) => !gone.has(id)) ?? [];
  return (
    <>
      <InterviewHead title="Sessions" />
      <SessionFilters query={query} change={change} />
      {page.error && <ErrorNote error={page.error} onRetry={() => void page.refetch()} />}
      {page.isPending && <Skeleton height={400} aria-label="Loading sessions" />}
      {page.data && !sessions.length && !query.cursor && <NoSessions narrowed={isNarrowed(query)} />}
      {sessions.length > 0 && <SessionTable sessions={sessions} />}
      {page.data && (sessions.length > 0 || query.cursor) && <Pager page={page.data} one="session" />}
    </>
  );
}

function NoSessions({ narrowed }: { narrowed: boolean }) {
  if (narrowed) {
    return (
      <EmptyState
        action={
          <Button component={Link} to="/interviews/sessions" variant="default">
            Show all sessions
          </Button>
        }
      >
        No session fits all of these filters.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      action={
        <Button component={Link} to="/interviews/new">
          Set up a session
        </Button>
      }
    >
      Here will be every interview that you practised, with its score, so that you see how you get on.
    </EmptyState>
  );
}
