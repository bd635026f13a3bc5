import { Title } from "@mantine/core";
import { DIMENSIONS, type Feedback } from "@/api/interviewFeedback";
import { judgeWords } from "../words";
import type { Quoting } from "./quoting";
import { Scores } from "./Scores";
import common from "../interviews.module.css";
import classes from "./review.module.css";

interface Props {
  feedback: Feedback;
  quoting: Quoting;
}

/** Scores, texts with the words they rest on, gaps and what to learn. */
export function FeedbackView({ feedback, quoting }: Props) {
  return (
    <div data-testid="feedback">
      <section className={common.section}>
        <Title order={2}>Feedback</Title>
        <p className={classes.overall}>
          <span className={classes.overallValue} data-testid="overall">
            {feedback.overall_score}
          </span>
          of 100 overall
        </p>
        <Scores feedback={feedback} />
        {feedback.overall_comments && <p className={common.prose}>{feedback.overall_comments}</p>}
        <p className={common.hint} data-testid="judge">
          {judgeWords(feedback.analyst ?? null)}
        </p>
      </section>
      <section className={common.section}>
        {DIMENSIONS.map((dimension) => (
          <Judgement key={dimension.id} dimension={dimension} feedback={feedback} quoting={quoting} />
        ))}
      </section>
      <Bullets title="What was missing" items={feedback.knowledge_gaps} none="No gaps stood out." testId="gaps" />
      <Bullets
        title="What to learn next"
        items={feedback.learning_recommendations}
        none="Nothing in particular."
        testId="learn"
      />
    </div>
  );
}

interface JudgementProps extends Props {
  dimension: (typeof DIMENSIONS)[number];
}

function Judgement({ dimension: { id, name, score, text }, feedback, quoting }: JudgementProps) {
  const quotes = (feedback.quotes ?? []).flatMap((quote, index) => (quote.dimension === id ? [{ ...quote, index }] : []));
  return (
    <div className={classes.judgement}>
      <h3>
        <span>{name}</span>
        <span className={classes.value}>{feedback[score]}</span>
      </h3>
      <p className={common.prose}>{feedback[text]}</p>
      {quotes.length > 0 && (
        <ul className={classes.quotes} aria-label={`Words that ${name.toLowerCase()} rests on`}>
          {quotes.map((quote) => (
            <li key={quote.index}>
              <button
                type="button"
                className={classes.quote}
                aria-pressed={quoting.chosen === quote.index}
                title="Show it in the transcript"
                onClick={(event) => quoting.show(quote.index, event.currentTarget)}
                data-testid="quote"
              >
                “{quote.text}”
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface BulletsProps {
  title: string;
  items: string[];
  none: string;
  testId: string;
}

function Bullets({ title, items, none, testId }: BulletsProps) {
  return (
    <section className={common.section} data-testid={testId}>
      <Title order={2}>{title}</Title>
      {items.length ? (
        <ul className={classes.bullets}>
          {items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      ) : (
        <p className={common.quiet}>{none}</p>
      )}
    </section>
  );
}
