import { Button } from "@mantine/core";
import { Link } from "react-router";
import { usePostings, useResume } from "@/api/interviews";
import common from "../interviews.module.css";
import classes from "./overview.module.css";

/** What to do before there is anything to look at. */
export function FirstSteps() {
  const { data: resume } = useResume();
  const { data: postings } = usePostings(null);
  const hasPosting = Boolean(postings?.items.length);
  return (
    <div data-testid="empty">
      <p className={common.lead}>
        Practise an interview in writing: a question at a time, then feedback with scores, your own words that they rest
        on, and what to learn next. Nobody else sees it unless you share it.
      </p>
      <ol className={classes.steps}>
        <Step title="Add your résumé" hint="Not needed; the questions fit you better with it." done={Boolean(resume)} to="/interviews/resume" />
        <Step
          title="Add a posting"
          hint="The text of a job that you are interested in."
          done={hasPosting}
          to="/interviews/postings/new"
          main={postings !== undefined && !hasPosting}
        />
        <Step title="Practise" hint="Five questions take about half an hour." done={false} to="/interviews/new" main={hasPosting} />
      </ol>
    </div>
  );
}

interface StepProps {
  title: string;
  hint: string;
  done: boolean;
  to: string;
  main?: boolean;
}

function Step({ title, hint, done, to, main = false }: StepProps) {
  const word = done ? "Look at it" : "Begin";
  return (
    <li className={classes.step}>
      <div className={classes.stepWhat}>
        <strong>{title}</strong>
        <span className={common.quiet}>{hint}</span>
      </div>
      {done && <span className={classes.done}>Done</span>}
      <Button
        component={Link}
        to={to}
        variant={main ? "filled" : "default"}
        size="compact-md"
        aria-label={`${word}: ${title}`}
      >
        {word}
      </Button>
    </li>
  );
}
