import { Button, Title } from "@mantine/core";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { Quote } from "@/api/interviewFeedback";
import type { Message } from "@/api/interviews";
import { Conversation } from "../Conversation";
import { exchanges, segments } from "../transcript";
import type { Quoting } from "./quoting";
import common from "../interviews.module.css";
import classes from "./review.module.css";

interface Props {
  messages: Message[];
  quotes: Quote[];
  feedback: (quoting: Quoting) => ReactNode;
  below?: ReactNode;
}

/** Feedback and transcript side by side; a quote in the one is shown in the other. */
export function Judged({ messages, quotes, feedback, below }: Props) {
  const [chosen, choose] = useState<number | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const said = useMemo(() => exchanges(messages), [messages]);
  useEffect(() => {
    const mark = chosen === null ? null : document.querySelector<HTMLElement>(`mark[data-quotes~="${chosen}"]`);
    mark?.scrollIntoView({ block: "center" });
    mark?.focus({ preventScroll: true });
  }, [chosen]);
  const quoting: Quoting = {
    chosen,
    show: (index, button) => {
      opener.current = button;
      // Once more the same: there and back.
      choose(null);
      window.setTimeout(() => choose(index));
    },
  };
  const back = () => {
    choose(null);
    opener.current?.scrollIntoView({ block: "center" });
    opener.current?.focus({ preventScroll: true });
  };
  return (
    <div className={classes.review}>
      <div>
        {feedback(quoting)}
        {below}
      </div>
      <section className={classes.transcript} aria-labelledby="transcript-title" tabIndex={0}>
        <Title order={2} id="transcript-title">
          What was said
        </Title>
        {said.length ? (
          <Conversation
            exchanges={said}
            answer={(message) => <Marked message={message} quotes={quotes} chosen={chosen} back={back} />}
          />
        ) : (
          <p className={common.quiet}>Nothing was said in this session.</p>
        )}
      </section>
    </div>
  );
}

interface MarkedProps {
  message: Message;
  quotes: Quote[];
  chosen: number | null;
  back: () => void;
}

function Marked({ message, quotes, chosen, back }: MarkedProps) {
  const own = quotes.flatMap(({ message_id, text }, index) => (message_id === message.id ? [{ index, text }] : []));
  const parts = segments(message.content, own);
  return (
    <>
      {parts.map(({ text, quotes: here }, place) =>
        here.length ? (
          <mark
            key={place}
            className={classes.mark}
            data-quotes={here.join(" ")}
            data-chosen={chosen !== null && here.includes(chosen)}
            tabIndex={-1}
          >
            {text}
          </mark>
        ) : (
          <span key={place}>{text}</span>
        ),
      )}
      {own.some(({ index }) => index === chosen) && (
        <div className={classes.back}>
          <Button size="compact-sm" variant="default" onClick={back} data-testid="back-to-feedback">
            Back to the feedback
          </Button>
        </div>
      )}
    </>
  );
}
