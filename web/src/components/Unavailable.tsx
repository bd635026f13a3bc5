import { Button, Title } from "@mantine/core";
import { Link } from "react-router";
import { ApiError } from "@/api/client";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { useTitle } from "@/components/useTitle";

interface Props {
  error: Error;
  /** What was looked for, in a word. */
  what: string;
  /** Where the others are. */
  to: string;
  all: string;
  retry: () => void;
}

/** Something that cannot be shown: it is not there (for this person), or the server has trouble. */
export function Unavailable({ error, what, to, all, retry }: Props) {
  const missing = error instanceof ApiError && (error.status === 404 || error.status === 422);
  useTitle(missing ? "Not found" : "Not loaded");
  if (!missing) return <ErrorNote error={error} onRetry={retry} />;
  const action = (
    <Button component={Link} to={to}>
      {all}
    </Button>
  );
  return (
    <div data-testid="not-found">
      <Title order={1}>There is no such {what}</Title>
      <EmptyState action={action}>
        It may have been deleted, the link may be mistyped, or it belongs to somebody else.
      </EmptyState>
    </div>
  );
}
