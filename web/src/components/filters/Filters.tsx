import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./filters.module.css";

interface Props {
  label: string;
  /** Whether anything is left out. */
  narrowed: boolean;
  clear: () => void;
  children: ReactNode;
}

/** What narrows a list down, and the way back to all of it. */
export function Filters({ label, narrowed, clear, children }: Props) {
  return (
    <div className={classes.filters} role="search" aria-label={label}>
      {children}
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        className={classes.showAll}
        data-off={!narrowed}
        onClick={clear}
        data-testid="filters-clear"
      >
        Show all
      </Button>
    </div>
  );
}
