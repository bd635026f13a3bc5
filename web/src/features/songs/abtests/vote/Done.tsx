import { Button, Title } from "@mantine/core";
import { Link } from "react-router";
import { useMe } from "@/api/queries";
import classes from "./vote.module.css";

/** No pair is left: thanks, and what becomes of the votes. */
export function Done({ testId }: { testId: string }) {
  const { data: me } = useMe();
  return (
    <div className={classes.done} data-testid="vote-done">
      <Title order={1}>That was the last pair. Thank you.</Title>
      <p>
        Your votes count together with those of the others. Whoever set this test up sees how often each side was preferred, and
        how sure that is; your notes are read with them.
      </p>
      {me && me.role !== "rater" ? (
        <Button component={Link} to={`/songs/ab-tests/${testId}`} data-testid="to-results">
          Show the results
        </Button>
      ) : (
        <p>You can close this window.</p>
      )}
    </div>
  );
}
