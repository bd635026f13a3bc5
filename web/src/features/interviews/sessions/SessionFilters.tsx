import { NativeSelect } from "@mantine/core";
import type { SessionQuery } from "@/api/interviews";
import { DaysFilter } from "@/components/filters/DaysFilter";
import { Filters } from "@/components/filters/Filters";
import { WordsFilter } from "@/components/filters/WordsFilter";
import { STATUS_WORDS } from "../words";
import { isNarrowed, STATUSES } from "./sessionQuery";

interface Props {
  query: SessionQuery;
  change: (change: Partial<SessionQuery>) => void;
}

const STATES = [{ value: "", label: "Any state" }, ...STATUSES.map((value) => ({ value, label: STATUS_WORDS[value] }))];
const NOTHING = { status: null, role: null, posting: null, from: null, to: null };

export function SessionFilters({ query, change }: Props) {
  return (
    <Filters label="Filter sessions" narrowed={isNarrowed(query)} clear={() => change(NOTHING)}>
      <WordsFilter
        label="Words of the role"
        words={query.role}
        change={(role) => change({ role })}
        data-testid="role-filter"
      />
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
      <DaysFilter what="Begun" from={query.from} to={query.to} change={change} />
    </Filters>
  );
}
