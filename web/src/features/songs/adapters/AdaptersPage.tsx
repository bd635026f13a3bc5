import { Button, Select, Skeleton, Switch, Title } from "@mantine/core";
import { Link } from "react-router";
import { type AdapterQuery, useAdapters } from "@/api/adapters";
import type { Schemas } from "@/api/client";
import { useEngines } from "@/api/queries";
import { useStore } from "@/api/store";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Pager } from "@/components/Pager";
import { removed } from "@/components/undo";
import { useTitle } from "@/components/useTitle";
import { AdapterTable } from "./AdapterTable";
import { useAdapterAddress } from "./adapterAddress";
import classes from "./adapters.module.css";

/** Everything that modifies an engine. */
export function AdaptersPage() {
  useTitle("Adapters");
  const [query, change] = useAdapterAddress();
  const page = useAdapters(query);
  return (
    <>
      <div className={classes.head}>
        <Title order={1}>Adapters</Title>
        <MakeOne label="New adapter" />
      </div>
      <div className={classes.filters} role="search" aria-label="Filter adapters">
        <EngineFilter engine={query.engine} change={change} />
        <Switch
          label="Show deleted"
          checked={query.deleted}
          onChange={(event) => change({ deleted: event.currentTarget.checked })}
          data-testid="show-deleted"
        />
      </div>
      {page.error && <ErrorNote error={page.error} onRetry={() => void page.refetch()} />}
      {page.isPending && <Skeleton height={320} aria-label="Loading adapters" />}
      {page.data && <Listing page={page.data} query={query} clear={() => change({ engine: null, deleted: false })} />}
    </>
  );
}

const MakeOne = ({ label }: { label: string }) => (
  <Button component={Link} to="/songs/adapters/new" data-testid="adapter-new">
    {label}
  </Button>
);

interface ListingProps {
  page: Schemas["Page_AdapterOut_"];
  query: AdapterQuery;
  clear: () => void;
}

function Listing({ page, query, clear }: ListingProps) {
  const gone = useStore(removed);
  const adapters = page.items.filter(({ id }) => !gone.has(id));
  if (!adapters.length && (query.engine || query.cursor))
    return (
      <EmptyState action={<Button variant="default" onClick={clear}>Show all adapters</Button>}>
        No adapter is of this engine.
      </EmptyState>
    );
  if (!adapters.length)
    return (
      <EmptyState action={<MakeOne label="Make the first one" />}>
        Here will be your adapters: what modifies an engine, such as slower, darker, more room. Move twelve sliders,
        hear the change against the engine alone, and use it on Generate under “Adapter”. Learned ones come in by{" "}
        <code>reprise adapters import</code>.
      </EmptyState>
    );
  return (
    <>
      <AdapterTable adapters={adapters} />
      <Pager page={page} one="adapter" />
    </>
  );
}

function EngineFilter({ engine, change }: { engine: string | null; change: (change: Partial<AdapterQuery>) => void }) {
  const { data: engines = [] } = useEngines();
  // Learned adapters are kept for an engine that may not be here yet.
  const names = new Set([...engines.map(({ name }) => name), "musicgen", ...(engine ? [engine] : [])]);
  return (
    <Select
      className={classes.engine}
      aria-label="Engine"
      placeholder="Any engine"
      data={[...names]}
      value={engine}
      onChange={(value) => change({ engine: value })}
      clearable
      clearButtonProps={{ "aria-label": "Any engine" }}
      data-testid="adapter-engine"
    />
  );
}
