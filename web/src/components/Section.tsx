import { Button, Collapse } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import classes from "./Section.module.css";

interface Props {
  title: string;
  /** How much in it is set: the closed section says so. */
  count: number;
  /** Something in it is wrong: it cannot stay closed. */
  wrong: boolean;
  /** What is in it asks the server, and does so once it is opened. */
  lazy?: boolean;
  /** Beside the title, also while it is closed. */
  beside?: ReactNode;
  children: ReactNode;
  "data-testid": string;
}

/** What most people leave as it is, closed until somebody wants it. */
export function Section({ title, count, wrong, lazy = false, beside, children, "data-testid": testId }: Props) {
  const [open, setOpen] = useState(false);
  const shown = open || wrong;
  const id = useId();
  return (
    <div>
      <div className={classes.head}>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<span aria-hidden="true">{shown ? "▾" : "▸"}</span>}
          size="compact-sm"
          ml={-8}
          aria-expanded={shown}
          aria-controls={id}
          onClick={() => setOpen(!shown)}
          data-testid={testId}
        >
          {title}
          {count > 0 && ` (${count} set)`}
        </Button>
        {beside}
      </div>
      <Collapse expanded={shown} id={id}>
        {(shown || !lazy) && children}
      </Collapse>
    </div>
  );
}
