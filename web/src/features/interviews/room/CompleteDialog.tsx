import { Button, Modal } from "@mantine/core";
import type { InterviewSession } from "@/api/interviews";
import { plural } from "@/components/format";
import common from "../interviews.module.css";
import classes from "./room.module.css";

interface Props {
  session: InterviewSession;
  close: () => void;
  confirm: () => void;
  pending: boolean;
}

/** Completing is for good: whoever has questions left is asked. */
export function CompleteDialog({ session, close, confirm, pending }: Props) {
  const { questions_answered: answered, question_count: count } = session;
  return (
    <Modal opened onClose={close} title="Complete the session?" closeButtonProps={{ "aria-label": "Close" }}>
      <p className={classes.dialogText}>
        {answered === 0
          ? "No question is answered yet, so there would be nothing to give feedback on. "
          : `${plural(answered, "question")}${count === null ? "" : ` of ${count}`} ${answered === 1 ? "is" : "are"} answered. `}
        A completed session cannot go on; you can retake it at any time.
      </p>
      <div className={common.buttons}>
        <Button onClick={confirm} loading={pending} data-testid="complete-confirm">
          Complete it
        </Button>
        <Button variant="default" onClick={close} data-autofocus>
          Go on practising
        </Button>
      </div>
    </Modal>
  );
}
