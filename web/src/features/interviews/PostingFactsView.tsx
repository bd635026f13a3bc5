import type { PostingFacts } from "@/api/interviews";
import classes from "./interviews.module.css";

/** The posting as it was when the session began. */
export function PostingFactsView({ posting }: { posting: PostingFacts }) {
  const { title, company, experience_level, tech_stack, description } = posting;
  const line = [company, experience_level, tech_stack.join(", ")].filter(Boolean).join(" · ");
  return (
    <details className={classes.details}>
      <summary>The posting: {title}</summary>
      {line && <p className={classes.quiet}>{line}</p>}
      <p className={classes.prose}>{description}</p>
    </details>
  );
}
