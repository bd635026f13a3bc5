import classes from "./directory.module.css";

/** How well searches can find a profile, of 100. */
export const Findability = ({ value }: { value: number }) => (
  <span className={classes.findability}>
    <span className={classes.track} aria-hidden="true">
      <span className={classes.bar} style={{ width: `${value}%` }} />
    </span>
    <span className={classes.figure}>{value}</span>
  </span>
);
