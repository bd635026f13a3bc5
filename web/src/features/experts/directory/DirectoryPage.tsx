import { Button, NativeSelect, Skeleton } from "@mantine/core";
import { type DirectoryQuery, useDirectory, useDirectoryFacts } from "@/api/experts";
import { useStore } from "@/api/store";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Filters } from "@/components/filters/Filters";
import { WordsFilter } from "@/components/filters/WordsFilter";
import { Pager } from "@/components/Pager";
import { removed } from "@/components/undo";
import { ExpertHead } from "../ExpertHead";
import { DirectoryTable } from "./DirectoryTable";
import { HARD_TO_FIND, isNarrowed, useDirectoryAddress } from "./directoryQuery";
import classes from "../experts.module.css";

const NOTHING: Partial<DirectoryQuery> = { words: null, category: null, active: null, findability: null };

/** Everybody whom the chat may recommend, and how well they can be found. */
export function DirectoryPage() {
  const [query, change] = useDirectoryAddress();
  const page = useDirectory(query);
  const gone = useStore(removed);
  const experts = page.data?.items.filter(({ id }) => !gone.has(id)) ?? [];
  const narrowed = isNarrowed(query);
  return (
    <>
      <ExpertHead title="Directory" />
      <DirectoryFilters query={query} change={change} />
      {page.error && <ErrorNote error={page.error} onRetry={() => void page.refetch()} />}
      {page.isPending && <Skeleton height={480} aria-label="Loading the directory" />}
      {page.data && !experts.length && !query.cursor && (narrowed ? <NobodyFits clear={() => change(NOTHING)} /> : <Nobody />)}
      {experts.length > 0 && <DirectoryTable experts={experts} />}
      {page.data && (experts.length > 0 || query.cursor) && <Pager page={page.data} one="expert" />}
    </>
  );
}

interface FilterProps {
  query: DirectoryQuery;
  change: (change: Partial<DirectoryQuery>) => void;
}

const ACTIVE = [
  { value: "", label: "Recommended or not" },
  { value: "yes", label: "Recommended by the chat" },
  { value: "no", label: "Kept out of the chat" },
];
const FINDABILITY = [
  { value: "", label: "Any findability" },
  { value: String(HARD_TO_FIND), label: `Hard to find (${HARD_TO_FIND} or less)` },
];

function DirectoryFilters({ query, change }: FilterProps) {
  const { data: facts } = useDirectoryFacts();
  const known = facts?.categories.map(({ category, experts }) => ({ value: category, label: `${category} (${experts})` })) ?? [];
  const chosen = query.category && !known.some(({ value }) => value === query.category) ? [{ value: query.category, label: query.category }] : [];
  return (
    <Filters label="Filter experts" narrowed={isNarrowed(query)} clear={() => change(NOTHING)}>
      <WordsFilter
        label="Name, title, company, tag"
        words={query.words}
        change={(words) => change({ words })}
        data-testid="directory-search"
      />
      <NativeSelect
        size="xs"
        aria-label="Category"
        data={[{ value: "", label: "Any category" }, ...known, ...chosen]}
        value={query.category ?? ""}
        onChange={({ currentTarget: { value } }) => change({ category: value || null })}
        data-testid="category-filter"
      />
      <NativeSelect
        size="xs"
        aria-label="Recommended"
        data={ACTIVE}
        value={query.active ?? ""}
        onChange={({ currentTarget: { value } }) => change({ active: value === "yes" || value === "no" ? value : null })}
        data-testid="active-filter"
      />
      <NativeSelect
        size="xs"
        aria-label="Findability"
        data={FINDABILITY}
        value={query.findability ?? ""}
        onChange={({ currentTarget: { value } }) => change({ findability: Number(value) || null })}
        data-testid="findability-filter"
      />
    </Filters>
  );
}

const NobodyFits = ({ clear }: { clear: () => void }) => (
  <EmptyState
    action={
      <Button variant="default" onClick={clear}>
        Show everybody
      </Button>
    }
  >
    No expert fits all of these filters.
  </EmptyState>
);

const Nobody = () => (
  <EmptyState>
    Here will be everybody whom the chat may recommend. Bring them in from a table: run{" "}
    <code className={classes.command}>reprise experts import people.csv --dry-run</code> to see what it would do, then the
    same without <code className={classes.command}>--dry-run</code>. Or run{" "}
    <code className={classes.command}>reprise demo</code> to begin with examples.
  </EmptyState>
);
