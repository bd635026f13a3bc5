import { useEffect, useRef, useState } from "react";
import { ApiError } from "@/api/client";
import { sessionStore } from "@/components/sessionStore";
import { afterBreak, afterEvent, asking, historyOf, isLocked, LOST, restored, type Turn } from "./conversation";
import { answer, readAnswer, sendVote, type Vote } from "./visitorApi";

const KEPT = "reprise.chat";

/** The conversation of this tab; leaving the page ends the answer that is on its way. */
export function useChat() {
  const [turns, setTurns] = useState<Turn[]>(read);
  const [before, setBefore] = useState<Turn[]>([]);
  const running = useRef<AbortController>(null);
  const busy = turns.at(-1)?.state === "asking";
  useEffect(() => {
    if (!busy) sessionStore.write(KEPT, turns.length ? JSON.stringify(turns) : null);
  }, [turns, busy]);
  useEffect(() => () => running.current?.abort(), []);

  const change = (id: number, next: (turn: Turn) => Turn) =>
    setTurns((known) => known.map((turn) => (turn.id === id ? next(turn) : turn)));

  const run = async ({ id, query }: Turn, earlier: Turn[]) => {
    const leaving = new AbortController();
    running.current = leaving;
    try {
      for await (const event of answer(query, historyOf(earlier), leaving.signal)) change(id, (turn) => afterEvent(turn, event));
    } catch (cause) {
      if (leaving.signal.aborted) change(id, (turn) => afterBreak(turn, "stopped", null));
      else if (cause instanceof ApiError) change(id, (turn) => afterBreak(turn, "failed", cause.message));
      else change(id, (turn) => afterBreak(turn, "lost", LOST));
    }
  };

  const begin = (turn: Turn, earlier: Turn[]) => {
    setBefore([]);
    setTurns([...earlier, turn]);
    void run(turn, earlier);
  };

  return {
    turns,
    busy,
    ask: (query: string) => begin(asking((turns.at(-1)?.id ?? 0) + 1, query), turns),
    /** The same question once more, in its place. */
    askAgain: ({ id, query }: Turn) => begin(asking(id, query), turns.filter((turn) => turn.id < id)),
    stop: () => running.current?.abort(),
    startAnew: () => {
      running.current?.abort();
      setBefore(restored(turns));
      setTurns([]);
    },
    /** What `startAnew` put aside, until something else is asked. */
    goBack: before.length ? () => (setTurns(before), setBefore([])) : null,
    /** Fetch the ways to the profiles, once the server gives them. */
    unlock: async () => {
      for (const { id, result } of turns.filter(isLocked)) {
        const { experts } = await readAnswer(result!.conversation_id);
        change(id, (turn) => (turn.result ? { ...turn, result: { ...turn.result, experts } } : turn));
      }
    },
    /** The same thumb again does nothing; another one is another row. */
    vote: (turn: Turn, vote: Vote) => {
      if (turn.vote === vote) return;
      post(turn, vote, [], null);
      change(turn.id, (known) => ({ ...known, vote }));
    },
    explain: (turn: Turn, reasons: string[], comment: string | null) => post(turn, "down", reasons, comment),
  };
}

function post({ result }: Turn, vote: Vote, reasons: string[], comment: string | null): void {
  if (!result) return;
  const { conversation_id, experts } = result;
  sendVote({ conversation_id, vote, expert_ids: experts.map(({ id }) => id), reasons, comment });
}

function read(): Turn[] {
  try {
    return restored(JSON.parse(sessionStore.read(KEPT) ?? "[]") as Turn[]);
  } catch {
    return [];
  }
}
