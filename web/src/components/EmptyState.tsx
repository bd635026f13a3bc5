import type { ReactNode } from "react";
import classes from "./notes.module.css";

/** What will be here, and the first thing to do. */
export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.empty} data-testid="empty">
      <p>{children}</p>
      {action}
    </div>
  );
}
