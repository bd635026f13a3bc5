import { Select, Skeleton, Textarea, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useNavigate } from "react-router";
import { createAdapter, type Deltas, useAdapterChange } from "@/api/adapters";
import { ApiError } from "@/api/client";
import { useEngines } from "@/api/queries";
import { useTitle } from "@/components/useTitle";
import { Editor } from "./Editor";
import { given } from "./deltas";
import classes from "./adapters.module.css";

/** A new adapter, made by hand. */
export function NewAdapterPage() {
  useTitle("New adapter");
  const navigate = useNavigate();
  const { data: engines } = useEngines();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [wanted, setWanted] = useState<string | null>(null);
  const [deltas, setDeltas] = useState<Deltas>({});
  const saving = useAdapterChange(createAdapter);
  if (!engines) return <Skeleton height={480} aria-label="Loading the engines" />;
  const adjustable = engines.filter(({ parameters }) => parameters.length > 0);
  const engine = adjustable.find((known) => known.name === wanted) ?? adjustable[0];
  const blame = saving.error instanceof ApiError ? saving.error.detail.field : undefined;
  const errorOf = (field: string) => (blame === field ? saving.error?.message : undefined);
  const save = () =>
    saving.mutate(
      {
        name,
        engine: engine?.name ?? "",
        description: description.trim() || null,
        parameters: given(deltas),
      },
      { onSuccess: ({ id }) => void navigate(`/songs/adapters/${id}`) },
    );
  return (
    <>
      <Title order={1} mb={16}>
        New adapter
      </Title>
      <Editor
        engine={engine}
        deltas={deltas}
        change={setDeltas}
        save={save}
        saving={saving.isPending}
        label="Save adapter"
        ready={name.trim() !== ""}
        error={blame === "name" || blame === "description" ? null : saving.error}
      >
        <div className={classes.fields}>
          <TextInput
            label="Name"
            placeholder="Late at night"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errorOf("name")}
            maxLength={200}
            autoFocus
            data-testid="adapter-name"
          />
          {adjustable.length > 1 && (
            <Select
              label="Engine"
              data={adjustable.map((known) => known.name)}
              value={engine?.name ?? null}
              onChange={setWanted}
              allowDeselect={false}
            />
          )}
          <Textarea
            label="Description"
            placeholder="Slower, softer, more room."
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
            error={errorOf("description")}
            maxLength={5_000}
            autosize
            maxRows={8}
            data-testid="adapter-description"
          />
        </div>
      </Editor>
    </>
  );
}
