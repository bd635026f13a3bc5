import { TextInput } from "@mantine/core";
import classes from "./filters.module.css";

interface Props {
  /** What happened on these days, such as “Created”. */
  what: string;
  /** Days as YYYY-MM-DD; the last one is included. */
  from: string | null;
  to: string | null;
  change: (days: { from: string | null } | { to: string | null }) => void;
}

export function DaysFilter({ what, from, to, change }: Props) {
  return (
    <span className={classes.days}>
      <TextInput
        size="xs"
        type="date"
        aria-label={`${what} from`}
        value={from ?? ""}
        max={to ?? undefined}
        onChange={({ currentTarget: { value } }) => change({ from: value || null })}
        data-testid="from-filter"
      />
      to
      <TextInput
        size="xs"
        type="date"
        aria-label={`${what} until`}
        value={to ?? ""}
        min={from ?? undefined}
        onChange={({ currentTarget: { value } }) => change({ to: value || null })}
        data-testid="to-filter"
      />
    </span>
  );
}
