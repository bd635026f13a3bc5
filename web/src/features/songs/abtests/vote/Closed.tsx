import { Button, Title } from "@mantine/core";
import { Link } from "react-router";
import { ApiError } from "@/api/client";
import classes from "./vote.module.css";

const TITLES: Record<number, string> = { 401: "Who are you?" };
/** What waiting helps against. */
const PASSING = ["AB_TEST_NOT_READY", "AB_TEST_NOT_GENERATED"];

interface Props {
  testId: string;
  error: Error;
  again: () => void;
}

/** Why nothing can be judged here, and what to do about it. */
export function Closed({ testId, error, again }: Props) {
  const status = error instanceof ApiError ? error.status : 0;
  const passing = error instanceof ApiError && PASSING.includes(error.detail.code);
  const gone = status === 404 || status === 422;
  return (
    <div className={classes.done} data-testid="vote-closed">
      <Title order={1}>{TITLES[status] ?? (gone ? "There is nothing to judge here" : "No votes can be given now")}</Title>
      <p>{gone ? "The link may have been taken back, or been copied in part. Ask the person who sent it for a new one." : error.message}</p>
      {status === 401 && (
        <Button component={Link} to={`/songs/ab-tests/${testId}`}>
          Sign in
        </Button>
      )}
      {passing && <Button onClick={again}>Look again</Button>}
    </div>
  );
}
