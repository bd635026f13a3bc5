import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import type { SessionQuery } from "@/api/interviews";
import { STATUS_WORDS } from "../words";
import { isNarrowed, STATUSES } from "./sessionQuery";
import classes from "../interviews.module.css";

interface Props {
  query: SessionQuery;
  change: (change: Partial<SessionQuery>) => void;
}

const STATES = [{ value: "", label: "Any state" }, ...STATUSES.map((value) => ({ value, label: STATUS_WORDS[value] }))];
const NOTHING = { status: null, role: null, posting: null, from: null, to: null };

export function SessionFilters({ query, change }: Props) {
  return (
    <div className={classes.filters} role="search" aria-label="Filter sessions">
      <Role role={query.role} change={change} />
      <NativeSelect
        size="xs"
        aria-label="State"
        data={STATES}
        value={query.status ?? ""}
        onChange={({ currentTarget: { value } }) =>
          change({ status: STATUSES.find((known) => known === value) ?? null })
        }
        data-testid="status-filter"
      />
      <span className={classes.days}>
        <TextInput
          size="xs"
          type="date"
          aria-label="Begun from"
          value={query.from ?? ""}
          max={query.to ?? undefined}
          onChange={({ currentTarget: { value } }) => change({ from: value || null })}
        />
        to
        <TextInput
          size="xs"
          type="date"
          aria-label="Begun until"
          value={query.to ?? ""}
          min={query.from ?? undefined}
          onChange={({ currentTarget: { value } }) => change({ to: value || null })}
        />
      </span>
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        className={classes.showAll}
        data-off={!isNarrowed(query)}
        onClick={() => change(NOTHING)}
        data-testid="filters-clear"
      >
        Show all
      </Button>
    </div>
  );
}

function Role({ role, change }: { role: string | null; change: Props["change"] }) {
  const [typed, setTyped] = useState(role ?? "");
  const send = useDebouncedCallback((text: string) => change({ role: text.trim() || null }), 300);
  // The address may change by other ways: back, a link, “Show all”.
  useEffect(() => setTyped((now) => (now.trim() === (role ?? "") ? now : (role ?? ""))), [role]);
  return (
    <TextInput
      className={classes.words}
      size="xs"
      type="search"
      aria-label="Words of the role"
      placeholder="Words of the role"
      value={typed}
      maxLength={200}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        send(value);
      }}
      data-testid="role-filter"
    />
  );
}
