import type { Message } from "@/api/interviews";
import { TYPE_WORDS } from "../words";
import common from "../interviews.module.css";
import classes from "./room.module.css";

interface Props {
  question: Message;
  number: number;
  count: number | null;
}

export const QUESTION_ID = "the-question";

export function Question({ question: { type, content }, number, count }: Props) {
  return (
    <div className={classes.question} aria-live="polite">
      <h2 className={classes.questionHead}>
        Question {number}
        {count !== null && ` of ${count}`}
        <span className={common.type}>{TYPE_WORDS[type]}</span>
      </h2>
      <p id={QUESTION_ID} className={classes.questionText} data-testid="question">
        {content}
      </p>
    </div>
  );
}
