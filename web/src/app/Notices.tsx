import { ActionIcon, Button } from "@mantine/core";
import { Link } from "react-router";
import { useStore } from "@/api/store";
import { CloseIcon } from "@/components/icons";
import { dismiss, type Notice, notices } from "@/components/notices";
import classes from "./Shell.module.css";

/** Messages above the player: what was deleted and can be had back, what has finished elsewhere. */
export function Notices() {
  const all = useStore(notices);
  return (
    <div className={classes.notes} role="status" data-testid="notices">
      {all.map((notice) => (
        <Toast key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function Toast({ notice: { id, text, failed, link, button } }: { notice: Notice }) {
  const close = () => dismiss(id);
  return (
    <div className={classes.toast} data-failed={failed}>
      <span className={failed ? undefined : classes.toastText}>{text}</span>
      {link && (
        <Button component={Link} to={link.to} onClick={close} size="compact-sm" variant="subtle" flex="none">
          {link.label}
        </Button>
      )}
      {button && (
        <Button size="compact-sm" variant="subtle" flex="none" onClick={button.press} data-testid="undo">
          {button.label}
        </Button>
      )}
      {!button && (
        <ActionIcon variant="subtle" color="gray" aria-label="Dismiss" onClick={close}>
          <CloseIcon />
        </ActionIcon>
      )}
    </div>
  );
}
