import { Button, Skeleton, Switch, TextInput, Title } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { type Experiment, useExperiments } from "@/api/experiments";
import type { Schemas } from "@/api/client";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Pager } from "@/components/Pager";
import { useTitle } from "@/components/useTitle";
import { ExperimentForm } from "./ExperimentForm";
import { ExperimentTable } from "./ExperimentTable";
import { useExperimentAddress } from "./experimentAddress";
import classes from "./experiments.module.css";

const SETTLE_MS = 300;

/** Questions that are asked with several jobs each. */
export function ExperimentsPage() {
  useTitle("Experiments");
  const [query, change] = useExperimentAddress();
  const [making, setMaking] = useState(false);
  const page = useExperiments(query);
  return (
    <>
      <div className={classes.head}>
        <Title order={1}>Experiments</Title>
        <Button onClick={() => setMaking(true)} data-testid="experiment-new">
          New experiment
        </Button>
      </div>
      <div className={classes.filters} role="search" aria-label="Filter experiments">
        <Words words={query.words} settle={(words) => change({ words })} />
        <Switch
          label="Archived"
          checked={query.archived}
          onChange={(event) => change({ archived: event.currentTarget.checked })}
          data-testid="archived"
        />
      </div>
      {page.error && <ErrorNote error={page.error} onRetry={() => void page.refetch()} />}
      {page.isPending && <Skeleton height={320} aria-label="Loading experiments" />}
      {page.data && (
        <Listing
          page={page.data}
          archived={query.archived}
          narrowed={query.words !== null || query.cursor !== null}
          clear={() => change({ words: null, archived: false })}
          make={() => setMaking(true)}
        />
      )}
      {making && <NewExperiment close={() => setMaking(false)} />}
    </>
  );
}

function Words({ words, settle }: { words: string | null; settle: (words: string | null) => void }) {
  const [typed, setTyped] = useState(words ?? "");
  const send = useDebouncedCallback((text: string) => settle(text.trim() || null), SETTLE_MS);
  // The address may change by other ways: back, a link, “Show all”.
  useEffect(() => setTyped((now) => (now.trim() === (words ?? "") ? now : (words ?? ""))), [words]);
  return (
    <TextInput
      className={classes.words}
      aria-label="Part of the name or description"
      placeholder="Part of the name or description"
      value={typed}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        send(value);
      }}
      maxLength={200}
      data-testid="experiment-search"
    />
  );
}

interface ListingProps {
  page: Schemas["Page_ExperimentOut_"];
  archived: boolean;
  narrowed: boolean;
  clear: () => void;
  make: () => void;
}

function Listing({ page, archived, narrowed, clear, make }: ListingProps) {
  if (!page.items.length && (narrowed || archived))
    return (
      <EmptyState action={<Button variant="default" onClick={clear}>Show all experiments</Button>}>
        {narrowed ? "No experiment has these words in its name or description." : "Nothing is archived."}
      </EmptyState>
    );
  if (!page.items.length)
    return (
      <EmptyState action={<Button onClick={make}>Ask a first question</Button>}>
        Here will be your experiments: one question each, such as “Does a slower tempo sound sadder?”, with all jobs
        that are to answer it, side by side.
      </EmptyState>
    );
  return (
    <>
      <ExperimentTable experiments={page.items} />
      <Pager page={page} one="experiment" />
    </>
  );
}

function NewExperiment({ close }: { close: () => void }) {
  const navigate = useNavigate();
  const open = ({ id }: Experiment) => void navigate(`/songs/experiments/${id}`);
  return <ExperimentForm title="New experiment" experiment={null} saved={open} close={close} />;
}
