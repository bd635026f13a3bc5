import { Button, Kbd } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { Given } from "./PairView";
import { revealSentence } from "./revealSentence";
import classes from "./vote.module.css";

/** The moment after the vote. The focus comes here, so that Enter goes on. */
export function RevealNote({ given, next }: { given: Given; next: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  return (
    <div className={classes.reveal} role="status" data-testid="reveal">
      <p className={classes.revealWords}>{revealSentence(given)}</p>
      <Button ref={button} size="md" onClick={next} rightSection={<Kbd className={classes.key}>n</Kbd>} data-testid="next-pair">
        Next pair
      </Button>
    </div>
  );
}
