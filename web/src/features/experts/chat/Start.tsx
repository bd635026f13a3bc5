import { Button } from "@mantine/core";
import classes from "./chat.module.css";

const EXAMPLES = [
  "Our cloud bill has doubled and nobody can say why",
  "We start selling abroad and do not know which taxes are due",
  "I have to tell investors what we do, and nobody understands my slides",
];

interface Props {
  pick: (example: string) => void;
  /** Null: nothing was put aside. */
  goBack: (() => void) | null;
}

/** What to do here, with problems to begin from. */
export function Start({ pick, goBack }: Props) {
  return (
    <div className={classes.start} data-testid="chat-start">
      <p>Say what you are stuck with, in your own words. You get up to three people who can help, and why each of them fits.</p>
      <div className={classes.examples}>
        {EXAMPLES.map((example) => (
          <button key={example} type="button" className={classes.example} onClick={() => pick(example)} data-testid="chat-example">
            {example}
          </button>
        ))}
      </div>
      {goBack && (
        <Button variant="subtle" size="compact-md" onClick={goBack} data-testid="chat-back">
          Back to the conversation before
        </Button>
      )}
    </div>
  );
}
