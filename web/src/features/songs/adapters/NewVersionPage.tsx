import { Skeleton, Switch, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { activateVersion, type Adapter, adapterQuery, createVersion, type Deltas, useAdapterChange } from "@/api/adapters";
import type { Engine } from "@/api/client";
import { useEngines } from "@/api/queries";
import { useTitle } from "@/components/useTitle";
import { NoAdapter } from "./AdapterPage";
import { Editor } from "./Editor";
import { given } from "./deltas";

/** One more version of an adapter, beginning where the active one stands. */
export function NewVersionPage() {
  const { adapterId = "" } = useParams();
  const found = useQuery(adapterQuery(adapterId));
  const { data: engines } = useEngines();
  useTitle("New version");
  if (found.error) return <NoAdapter error={found.error} retry={() => void found.refetch()} />;
  if (!found.data || !engines) return <Skeleton height={480} aria-label="Loading the adapter" />;
  const engine = engines.find(({ name }) => name === found.data.engine);
  return <Form adapter={found.data} engine={engine} />;
}

function Form({ adapter, engine }: { adapter: Adapter; engine: Engine | undefined }) {
  const navigate = useNavigate();
  const [deltas, setDeltas] = useState<Deltas>(adapter.active_version?.parameters ?? {});
  const [active, setActive] = useState(false);
  const saving = useAdapterChange(async () => {
    const made = await createVersion(adapter.id, given(deltas));
    if (active) await activateVersion(adapter.id, made.number, null);
  });
  const done = () => void navigate(`/songs/adapters/${adapter.id}`);
  return (
    <>
      <Title order={1} mb={16}>
        New version of “{adapter.name}”
      </Title>
      <Editor
        engine={engine}
        deltas={deltas}
        change={setDeltas}
        save={() => saving.mutate(undefined, { onSuccess: done })}
        saving={saving.isPending}
        label="Save version"
        ready
        error={saving.error}
      >
        <Switch
          label="Activate it: new jobs use it at once"
          checked={active}
          onChange={(event) => setActive(event.currentTarget.checked)}
          data-testid="activate-at-once"
        />
      </Editor>
    </>
  );
}
