import { Button } from "@mantine/core";
import { isLocked, type Turn } from "./conversation";
import { EmailForm } from "./EmailForm";
import { ExpertCard } from "./ExpertCard";
import { Thumbs } from "./Thumbs";
import type { useChat } from "./useChat";
import classes from "./chat.module.css";

interface Props {
  turn: Turn;
  chat: ReturnType<typeof useChat>;
  /** What a visitor agrees to with their email, once it is known. */
  consent: string | undefined;
  isLast: boolean;
  isLatestMatch: boolean;
}

/** A question, its answer as it is written, and the people who fit. */
export function TurnView({ turn, chat, consent, isLast, isLatestMatch }: Props) {
  const { query, state, status, narrative, result } = turn;
  const experts = result?.experts ?? [];
  return (
    <li className={classes.turn} data-testid="turn" data-state={state} data-type={result?.type}>
      <p className={classes.query}>{query}</p>
      <div className={classes.answer} aria-busy={state === "asking"}>
        {narrative && <p className={classes.narrative} data-testid="narrative">{narrative}</p>}
        {state === "asking" && <Waiting words={narrative ? null : status} />}
        {experts.length > 0 && (
          <ul className={classes.cards} data-testid="cards">
            {experts.map((expert) => (
              <ExpertCard key={expert.id} expert={expert} />
            ))}
          </ul>
        )}
        {state !== "asking" && state !== "answered" && (
          <Unanswered turn={turn} again={isLast ? () => chat.askAgain(turn) : null} />
        )}
        {isLatestMatch && <Thumbs turn={turn} vote={chat.vote} explain={chat.explain} />}
        {isLatestMatch && isLocked(turn) && consent !== undefined && (
          <EmailForm query={query} consent={consent} unlock={chat.unlock} />
        )}
      </div>
    </li>
  );
}

const Waiting = ({ words }: { words: string | null }) => (
  <p className={classes.waiting} data-testid="chat-status">
    <span className={classes.dots} aria-hidden="true" />
    {words}
  </p>
);

/** Why there is no whole answer; the question is kept to be asked again. */
function Unanswered({ turn: { state, problem }, again }: { turn: Turn; again: (() => void) | null }) {
  return (
    <div className={classes.unanswered} data-quiet={state === "stopped"} data-testid="unanswered">
      <span>{state === "stopped" ? "You stopped this answer." : problem}</span>
      {again && (
        <Button size="compact-md" variant="default" onClick={again} data-testid="ask-again">
          Ask again
        </Button>
      )}
    </div>
  );
}
