import type { ReactNode } from "react";
import classes from "./GalleryPage.module.css";

/** One state of a component under its name. */
export function State({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.state} data-testid="state">
      <span className={classes.name}>{name}</span>
      <div>{children}</div>
    </div>
  );
}
