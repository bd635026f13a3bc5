import { Button, Modal } from "@mantine/core";
import { type AbTest, useCloseAbTest } from "@/api/abtests";
import { ErrorNote } from "@/components/ErrorNote";
import { plural } from "@/components/format";
import classes from "../abtests.module.css";

/** Closing is for good: what happens to whom is said before. */
export function CloseDialog({ test, close }: { test: AbTest; close: () => void }) {
  const closing = useCloseAbTest();
  return (
    <Modal opened onClose={close} title="Close this test?" closeButtonProps={{ "aria-label": "Cancel" }}>
      <div className={classes.form}>
        <p className={classes.sentence}>
          It has {plural(test.votes, "vote")} by {plural(test.raters, "person", "people")}. After this nobody can vote any more, links
          stop working, and whoever has not finished counts with what they said so far. It cannot be opened again.
        </p>
        {closing.error && <ErrorNote error={closing.error} />}
        <div className={classes.actions}>
          <Button
            loading={closing.isPending}
            onClick={() => closing.mutate(test.id, { onSuccess: close })}
            data-autofocus
            data-testid="ab-close-confirm"
          >
            Close the test
          </Button>
          <Button variant="default" onClick={close}>
            Keep it open
          </Button>
        </div>
      </div>
    </Modal>
  );
}
