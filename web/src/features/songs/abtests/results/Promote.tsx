import { Button, Modal, Textarea } from "@mantine/core";
import { useState } from "react";
import { type AbResults, type AbTest, type Side, usePromote } from "@/api/abtests";
import { ErrorNote } from "@/components/ErrorNote";
import { adapterWords } from "../words";
import { promotable } from "./promotable";
import classes from "../abtests.module.css";

/** What follows from a verdict: the version that won is what new jobs use. */
export function Promote({ test, results }: { test: AbTest; results: AbResults }) {
  const [open, setOpen] = useState(false);
  const promote = usePromote(test.id);
  const found = promotable(results);
  if (promote.data) {
    return (
      <p className={classes.sentence} role="status" data-testid="promoted">
        {promote.data.name} v{promote.data.version} is active now. Its timeline says: “{promote.data.reason}”
      </p>
    );
  }
  if (!found.side) return <p className={classes.quiet}>{found.why}</p>;
  return (
    <div>
      <Button variant="default" onClick={() => setOpen(true)} data-testid="promote">
        Promote {adapterWords(results[found.side])}
      </Button>
      {open && <Dialog results={results} side={found.side} promote={promote} close={() => setOpen(false)} />}
    </div>
  );
}

interface DialogProps {
  results: AbResults;
  side: Side;
  promote: ReturnType<typeof usePromote>;
  close: () => void;
}

function Dialog({ results, side, promote, close }: DialogProps) {
  const [added, setAdded] = useState("");
  const says = (results.raters_in_general.winner ? results.raters_in_general : results.these_raters).sentence;
  return (
    <Modal opened onClose={close} title="Promote to active" closeButtonProps={{ "aria-label": "Cancel" }}>
      <div className={classes.form}>
        <p className={classes.sentence}>
          New jobs with this adapter will use {adapterWords(results[side])}. The adapter’s timeline keeps this test and what it says as
          the reason:
        </p>
        <blockquote className={classes.quote}>{says}</blockquote>
        <Textarea
          label="Your own reason"
          description="Not needed. It stands after that sentence."
          maxLength={1000}
          autosize
          minRows={2}
          maxRows={6}
          value={added}
          onChange={(event) => setAdded(event.currentTarget.value)}
          data-testid="promote-reason"
        />
        {promote.error && <ErrorNote error={promote.error} />}
        <div className={classes.actions}>
          <Button
            loading={promote.isPending}
            onClick={() => promote.mutate({ side, reason: added.trim() || null }, { onSuccess: close })}
            data-autofocus
            data-testid="promote-confirm"
          >
            Make it active
          </Button>
          <Button variant="default" onClick={close}>
            Leave it as it is
          </Button>
        </div>
      </div>
    </Modal>
  );
}
