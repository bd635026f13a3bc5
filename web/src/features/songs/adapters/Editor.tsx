import { Button, Title } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import type { Deltas } from "@/api/adapters";
import type { Engine } from "@/api/client";
import { ErrorNote } from "@/components/ErrorNote";
import { ParameterSliders } from "@/components/parameters/ParameterSliders";
import { Preview } from "./Preview";
import { given } from "./deltas";
import classes from "./adapters.module.css";

interface Props {
  engine: Engine | undefined;
  deltas: Deltas;
  change: (deltas: Deltas) => void;
  save: () => void;
  saving: boolean;
  label: string;
  ready: boolean;
  error: Error | null;
  children: ReactNode;
}

/** Sliders for the deltas, and how they sound before anything is saved. */
export function Editor({ engine, deltas, change, save, saving, label, ready, error, children }: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !saving) save();
  };
  return (
    <div className={classes.page}>
      <form className={classes.form} onSubmit={submit} data-testid="adapter-editor">
        {children}
        <section aria-labelledby="deltas">
          <div className={classes.sectionHead}>
            <Title order={2} id="deltas" fz="md">
              What it changes
            </Title>
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              disabled={!Object.keys(given(deltas)).length}
              onClick={() => change({})}
            >
              Reset all
            </Button>
          </div>
          <ParameterSliders
            parameters={engine?.parameters ?? []}
            set={deltas}
            move={(name, value) => change({ ...deltas, [name]: value })}
          />
        </section>
        {error && <ErrorNote error={error} />}
        <div>
          <Button type="submit" loading={saving} disabled={!ready} data-testid="adapter-save">
            {label}
          </Button>
        </div>
      </form>
      {engine && <Preview engine={engine} deltas={deltas} />}
    </div>
  );
}
