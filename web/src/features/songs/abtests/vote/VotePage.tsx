import { ActionIcon, Skeleton, Title } from "@mantine/core";
import { useEffect, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { ApiError } from "@/api/client";
import { ROOT } from "@/api/root";
import { type BlindPair, useJoin, useNextPair } from "@/api/voting";
import { ThemeSwitch } from "@/app/ThemeSwitch";
import { ErrorNote } from "@/components/ErrorNote";
import { KeyboardIcon } from "@/components/icons";
import { useTitle } from "@/components/useTitle";
import { question } from "../words";
import { Closed } from "./Closed";
import { Done } from "./Done";
import { KeysDialog } from "./KeysDialog";
import { PairView } from "./PairView";
import classes from "./vote.module.css";

/** The vote, alone on the screen: nothing around it speaks of what is compared. */
export function VotePage({ testId }: { testId: string }) {
  useTitle("Blind test");
  const [keys, setKeys] = useState(false);
  const joining = useJoining(testId);
  const next = useNextPair(testId, joining.joined);
  const pair = next.data;
  const error = next.error && (joining.error ?? next.error);
  return (
    <main className={classes.page} data-testid="vote">
      <header className={classes.head}>
        <span className={classes.brand}>
          <img src={`${ROOT}/favicon.svg`} alt="" width={20} height={20} />
          Blind test
        </span>
        {pair && <Place of={pair.progress} />}
        <ThemeSwitch />
        <ActionIcon
          className={classes.forKeyboards}
          variant="subtle"
          color="gray"
          size={32}
          aria-label="Keys"
          title="Keys (?)"
          onClick={() => setKeys(true)}
        >
          <KeyboardIcon />
        </ActionIcon>
      </header>
      {pair && <Title order={1}>{question(pair.criterion)}</Title>}
      {!error && pair === undefined && <Skeleton height={560} aria-label="Loading the next pair" />}
      {error && (isShut(error) ? <Closed testId={testId} error={error} again={() => void next.refetch()} /> : <ErrorNote error={error} onRetry={() => void next.refetch()} />)}
      {!error && pair && (
        <PairView
          key={pair.pair_id}
          testId={testId}
          pair={pair}
          showKeys={() => setKeys((on) => !on)}
          next={() => void next.refetch()}
        />
      )}
      {!error && pair === null && <Done testId={testId} />}
      <KeysDialog opened={keys} close={() => setKeys(false)} />
    </main>
  );
}

/** No vote can be cast here: there is no such test for this person, or it is over, or not made yet. */
const isShut = (error: Error) => error instanceof ApiError && error.status >= 400 && error.status < 500;

/**
 * An invite's token stands in the fragment; it is traded once and leaves the address. Somebody who was here before
 * goes on with the place they have, even when the link is used up.
 */
function useJoining(testId: string) {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const token = hash.slice(1);
  const { mutate, error } = useJoin(testId);
  useEffect(() => {
    if (!token) return;
    mutate(token, { onSuccess: () => void navigate({ hash: "" }, { replace: true }) });
  }, [token, mutate, navigate]);
  return { joined: token === "" || error !== null, error };
}

function Place({ of: { done, total } }: { of: BlindPair["progress"] }) {
  return (
    <span className={classes.place} data-testid="vote-place">
      Pair {Math.min(done + 1, total)} of {total}
    </span>
  );
}
