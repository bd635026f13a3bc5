import { Button, NativeSelect, Skeleton } from "@mantine/core";
import { searchesCsv, type SearchesQuery, useSearches } from "@/api/expertsAnalytics";
import { useStore } from "@/api/store";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { DaysFilter } from "@/components/filters/DaysFilter";
import { Filters } from "@/components/filters/Filters";
import { WordsFilter } from "@/components/filters/WordsFilter";
import { Pager } from "@/components/Pager";
import { removed } from "@/components/undo";
import { ExpertHead } from "../ExpertHead";
import { ExportButton } from "../ExportButton";
import { SearchTable } from "./SearchTable";
import { isNarrowed, TYPES, useSearchesAddress, VOTES } from "./searchesQuery";

const NOTHING: Partial<SearchesQuery> = { words: null, type: null, vote: null, email: null, from: null, to: null };

/** Everything that was asked, newest first, with what came of it. */
export function SearchesPage() {
  const [query, change] = useSearchesAddress();
  const page = useSearches(query);
  const gone = useStore(removed);
  const searches = page.data?.items.filter(({ id }) => !gone.has(id)) ?? [];
  const narrowed = isNarrowed(query);
  return (
    <>
      <ExpertHead title="Searches">
        <ExportButton href={searchesCsv(query)} />
      </ExpertHead>
      <SearchFilters query={query} change={change} />
      {page.error && <ErrorNote error={page.error} onRetry={() => void page.refetch()} />}
      {page.isPending && <Skeleton height={480} aria-label="Loading searches" />}
      {page.data && !searches.length && !query.cursor && (narrowed ? <NothingFits clear={() => change(NOTHING)} /> : <NoSearches />)}
      {searches.length > 0 && <SearchTable searches={searches} />}
      {page.data && (searches.length > 0 || query.cursor) && <Pager page={page.data} one="search" many="searches" />}
    </>
  );
}

interface FilterProps {
  query: SearchesQuery;
  change: (change: Partial<SearchesQuery>) => void;
}

const TYPE_WORDS = { match: "Answered", clarification: "Asked back" };
const VOTE_WORDS = { up: "Thumb up", down: "Thumb down", none: "No thumb" };
const BY_TYPE = [{ value: "", label: "Answered or not" }, ...TYPES.map((value) => ({ value, label: TYPE_WORDS[value] }))];
const BY_VOTE = [{ value: "", label: "Any thumb" }, ...VOTES.map((value) => ({ value, label: VOTE_WORDS[value] }))];
const BY_EMAIL = [
  { value: "", label: "With or without email" },
  { value: "yes", label: "With email" },
  { value: "no", label: "Without email" },
];

function SearchFilters({ query, change }: FilterProps) {
  return (
    <Filters label="Filter searches" narrowed={isNarrowed(query)} clear={() => change(NOTHING)}>
      <WordsFilter label="Words of the query" words={query.words} change={(words) => change({ words })} data-testid="searches-search" />
      <NativeSelect
        size="xs"
        aria-label="Answer"
        data={BY_TYPE}
        value={query.type ?? ""}
        onChange={({ currentTarget: { value } }) => change({ type: TYPES.find((known) => known === value) ?? null })}
        data-testid="type-filter"
      />
      <NativeSelect
        size="xs"
        aria-label="Thumb"
        data={BY_VOTE}
        value={query.vote ?? ""}
        onChange={({ currentTarget: { value } }) => change({ vote: VOTES.find((known) => known === value) ?? null })}
        data-testid="vote-filter"
      />
      <NativeSelect
        size="xs"
        aria-label="Email"
        data={BY_EMAIL}
        value={query.email ?? ""}
        onChange={({ currentTarget: { value } }) => change({ email: value === "yes" || value === "no" ? value : null })}
        data-testid="email-filter"
      />
      <DaysFilter what="Asked" from={query.from} to={query.to} change={change} />
    </Filters>
  );
}

const NothingFits = ({ clear }: { clear: () => void }) => (
  <EmptyState
    action={
      <Button variant="default" onClick={clear}>
        Show all searches
      </Button>
    }
  >
    No search fits all of these filters.
  </EmptyState>
);

const NoSearches = () => (
  <EmptyState>
    Here will be every question that visitors ask, the people whom they were shown, and what they thought of it. Open the
    chat and ask the first one.
  </EmptyState>
);
