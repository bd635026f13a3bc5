import { Button, Textarea } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import type { Message } from "@/api/interviews";
import { COMMAND } from "@/app/useShortcuts";
import { answerDrafts } from "@/components/answerDrafts";
import { elsewhere, errorAt } from "@/components/fieldErrors";
import { ErrorNote } from "@/components/ErrorNote";
import { plural } from "@/components/format";
import { QUESTION_ID } from "./Question";
import common from "../interviews.module.css";
import classes from "./room.module.css";

const MOST = 20_000;
const NEARLY = 18_000;

interface Props {
  question: Message;
  send: (text: string, sent: () => void) => void;
  pending: boolean;
  error: Error | null;
  /** While the session is paused. */
  locked: boolean;
}

/** The answer to the open question; what is typed survives a reload in this browser. */
export function AnswerForm({ question, send, pending, error, locked }: Props) {
  const [text, setText] = useState(() => answerDrafts.read(question.id));
  const ready = text.trim() !== "" && text.length <= MOST && !pending && !locked;
  const change = (next: string) => {
    setText(next);
    answerDrafts.write(question.id, next);
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (ready) send(text, () => answerDrafts.write(question.id, ""));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  };
  const rest = elsewhere(error, "answer_text");
  return (
    <form className={classes.answerForm} onSubmit={submit}>
      <Textarea
        label="Your answer"
        aria-describedby={QUESTION_ID}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        error={errorAt(error, "answer_text")}
        readOnly={locked || pending}
        autosize
        minRows={8}
        maxRows={24}
        autoFocus
        data-testid="answer"
      />
      <div className={classes.answerFoot}>
        <Button type="submit" loading={pending} disabled={!ready} data-testid="send">
          Send the answer
        </Button>
        <span className={`${common.hint} ${classes.keyHint}`}>{COMMAND} Enter sends</span>
        <span className={classes.counter} data-over={text.length > MOST} data-testid="count">
          {counted(text)}
        </span>
      </div>
      {rest && <ErrorNote error={rest} onRetry={submit} />}
    </form>
  );
}

function counted(text: string): string {
  const words = text.trim() ? text.trim().split(/\s+/).length : 0;
  const characters = `${text.length.toLocaleString("en")} of ${MOST.toLocaleString("en")} characters`;
  return text.length < NEARLY ? plural(words, "word") : characters;
}
