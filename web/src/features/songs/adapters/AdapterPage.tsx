import { Badge, Button, Skeleton, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { type Adapter, adapterQuery } from "@/api/adapters";
import { useEngines } from "@/api/queries";
import { ErrorNote } from "@/components/ErrorNote";
import { When } from "@/components/When";
import { plural } from "@/components/format";
import { useTitle } from "@/components/useTitle";
import { AdapterForm } from "./AdapterForm";
import { DeleteButton } from "./DeleteButton";
import { Timeline } from "./Timeline";
import { Versions } from "./Versions";
import { againstBase } from "./figures";
import classes from "./adapters.module.css";

const REFETCH_MS = 10_000;

/** One adapter: what it changes, how it was received, and what happened to it. */
export function AdapterPage() {
  const { adapterId = "" } = useParams();
  const found = useQuery({ ...adapterQuery(adapterId), refetchInterval: REFETCH_MS });
  useTitle(found.data?.name ?? "Adapter");
  if (found.data) return <Shown adapter={found.data} />;
  if (!found.error) return <Skeleton height={480} aria-label="Loading the adapter" />;
  return <NoAdapter error={found.error} retry={() => void found.refetch()} />;
}

export function NoAdapter({ error, retry }: { error: Error; retry: () => void }) {
  return (
    <>
      <Title order={1} mb={16}>
        Adapter
      </Title>
      <ErrorNote error={error} onRetry={retry} />
      <Button component={Link} to="/songs/adapters" variant="default" mt={16}>
        Show all adapters
      </Button>
    </>
  );
}

function Shown({ adapter }: { adapter: Adapter }) {
  const [editing, setEditing] = useState(false);
  const { data: engines = [] } = useEngines();
  const { id, name, description, engine, deleted_at, active_version } = adapter;
  const here = engines.find((known) => known.name === engine);
  return (
    <div className={classes.page} data-testid="adapter" data-adapter-id={id}>
      <div className={classes.head}>
        <Title order={1} className={classes.title}>
          {name}
        </Title>
        {deleted_at && (
          <Badge variant="default" data-testid="is-deleted">
            Deleted
          </Badge>
        )}
        {!deleted_at && (
          <div className={classes.actions}>
            {active_version && here && (
              <Button component={Link} to={`/songs/generate?adapter=${id}`} size="compact-sm" data-testid="generate-with">
                Generate with it
              </Button>
            )}
            <Button size="compact-sm" variant="default" onClick={() => setEditing(true)} data-testid="adapter-edit">
              Edit
            </Button>
            <DeleteButton adapter={adapter} />
          </div>
        )}
      </div>
      {description && <p className={classes.long}>{description}</p>}
      <Figures adapter={adapter} />
      {engines.length > 0 && !here && (
        <p className={classes.note}>
          It is kept for the engine {engine}, which is not here yet: nothing can be generated with it.
        </p>
      )}
      <Versions adapter={adapter} byHand={(here?.parameters.length ?? 0) > 0} />
      <Timeline id={id} />
      {editing && <AdapterForm adapter={adapter} close={() => setEditing(false)} />}
    </div>
  );
}

function Figures({ adapter }: { adapter: Adapter }) {
  const { id, engine, figures, base, created_at, owner } = adapter;
  return (
    <div data-testid="adapter-figures">
      <p className={classes.figures}>
        <span>for {engine}</span>
        <span>
          <Link to={`/songs/jobs?adapter=${id}`}>{plural(figures.jobs, "job")}</Link>
        </span>
        <span>{plural(figures.samples, "sample")}</span>
        <span>
          made <When instant={created_at} />
          {owner.name && ` by ${owner.name}`}
        </span>
      </p>
      <p className={classes.note}>{againstBase(figures, base)}</p>
    </div>
  );
}
