import { Skeleton } from "@mantine/core";
import { useParams } from "react-router";
import { useSession } from "@/api/interviews";
import { Unavailable } from "@/components/Unavailable";
import { Review } from "./review/Review";
import { Room } from "./room/Room";

/** One session: the room while it goes on, its feedback and transcript afterwards. */
export function SessionPage() {
  const { sessionId = "" } = useParams();
  const { data: session, error, refetch, dataUpdatedAt } = useSession(sessionId);
  if (session?.status === "completed") return <Review key={session.id} session={session} />;
  if (session) return <Room key={session.id} session={session} asOf={dataUpdatedAt} />;
  if (!error) return <Skeleton height={520} aria-label="Loading the session" />;
  return (
    <Unavailable
      error={error}
      what="session"
      to="/interviews/sessions"
      all="All sessions"
      retry={() => void refetch()}
    />
  );
}
