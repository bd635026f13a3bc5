import { Text } from "@mantine/core";
import { useState } from "react";
import { type BlindPair, type Reveal, useVote } from "@/api/voting";
import { useStore } from "@/api/store";
import { ErrorNote } from "@/components/ErrorNote";
import { sessionStore } from "@/components/sessionStore";
import { Choices } from "./Choices";
import { isOpen, stillToHear } from "./gate";
import { NotesField } from "./NotesField";
import { RevealNote } from "./RevealNote";
import { Sides } from "./Sides";
import { Transport } from "./Transport";
import { type Blind, useBlindPlayer } from "./useBlindPlayer";
import { useVoteKeys } from "./useVoteKeys";
import type { Choice } from "./voteKeys";
import classes from "./vote.module.css";

export interface Given {
  choice: Choice;
  reveal: Reveal;
}

interface Props {
  testId: string;
  pair: BlindPair;
  showKeys: () => void;
  next: () => void;
}

/** One pair: hear both, choose, and only then learn which was which. */
export function PairView({ testId, pair, showKeys, next }: Props) {
  const blind = useBlindPlayer(pair);
  return (
    <>
      <div className={classes.asked}>
        <Text size="xs" c="dimmed">
          Both were made from these words
        </Text>
        <blockquote className={classes.prompt} data-testid="vote-prompt">
          {pair.prompt}
        </blockquote>
      </div>
      <Judging testId={testId} pair={pair} blind={blind} showKeys={showKeys} next={next} />
    </>
  );
}

function Judging({ testId, pair, blind, showKeys, next }: Props & { blind: Blind }) {
  const { player, book } = blind;
  // What is noted of either side changes what is missing.
  useStore(player.heard[0]!);
  useStore(player.heard[1]!);
  const [given, setGiven] = useState<Given | null>(null);
  const [nudged, setNudged] = useState(false);
  const draft = useDraft(pair.pair_id);
  const vote = useVote(testId);
  const heard = book.milliseconds();
  const open = isOpen(heard, pair.min_listen_ms);
  const choose = (choice: Choice) => {
    if (given || vote.isPending) return;
    if (!open) return setNudged(true);
    const notes = draft.notes.trim() || null;
    const body = { pair_id: pair.pair_id, choice, listened_ms: book.milliseconds(), segments: book.segments(), notes };
    vote.mutate(body, {
      onSuccess: ({ reveal }) => {
        setGiven({ choice, reveal });
        draft.forget();
      },
    });
  };
  useVoteKeys({ player, choose, next: () => given && next(), showKeys });
  const missing = stillToHear(heard, pair.min_listen_ms);
  return (
    <>
      <Transport player={player} />
      <Sides blind={blind} leastMs={pair.min_listen_ms} given={given} />
      {given ? (
        <RevealNote given={given} next={next} />
      ) : (
        <>
          <p className={classes.hint} data-nudged={nudged && !open} role="status" data-testid="gate-hint">
            {missing ?? "Choose when you are sure. You learn which was which right after."}
          </p>
          <Choices open={open} pending={vote.isPending ? (vote.variables?.choice ?? null) : null} choose={choose} />
          {vote.error && <ErrorNote error={vote.error} />}
          <NotesField value={draft.notes} change={draft.change} />
        </>
      )}
    </>
  );
}

/** What was typed on this pair outlives a reload and a refusal. */
function useDraft(pairId: string) {
  const name = `reprise.notes.${pairId}`;
  const [notes, setNotes] = useState(() => sessionStore.read(name) ?? "");
  const change = (text: string) => {
    setNotes(text);
    sessionStore.write(name, text || null);
  };
  return { notes, change, forget: () => sessionStore.write(name, null) };
}
