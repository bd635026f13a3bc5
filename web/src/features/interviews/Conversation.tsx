import type { ReactNode } from "react";
import type { Message } from "@/api/interviews";
import type { Exchange } from "./transcript";
import { TYPE_WORDS } from "./words";
import classes from "./interviews.module.css";

interface Props {
  exchanges: Exchange[];
  /** How an answer is drawn, where it is more than its words. */
  answer?: (message: Message) => ReactNode;
}

/** Questions with their answers, in their order. */
export function Conversation({ exchanges, answer }: Props) {
  return (
    <ol className={classes.conversation} data-testid="transcript">
      {exchanges.map(({ question, answer: given }) => (
        <li key={question.id}>
          <p className={classes.asked}>
            <span className={classes.type}>{TYPE_WORDS[question.type]}</span> {question.content}
          </p>
          <div className={classes.given}>
            {given ? (answer?.(given) ?? given.content) : <span className={classes.quiet}>No answer was given.</span>}
          </div>
        </li>
      ))}
    </ol>
  );
}
