import type { ReactNode } from "react";
import classes from "./figures.module.css";

/** Numbers that are read at a glance, each with what it rests on. */
export const Figures = ({ children, "data-testid": testId }: { children: ReactNode; "data-testid": string }) => (
  <dl className={classes.figures} data-testid={testId}>
    {children}
  </dl>
);

interface Props {
  name: string;
  value: ReactNode;
  basis?: string;
}

export const Figure = ({ name, value, basis }: Props) => (
  <div>
    <dt>{name}</dt>
    <dd>
      {value}
      {basis && <span className={classes.basis}>{basis}</span>}
    </dd>
  </div>
);
