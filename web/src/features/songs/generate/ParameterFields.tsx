import { Button, Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { Engine } from "@/api/client";
import { moved, type Draft } from "./draft";
import type { FieldErrors } from "./fieldErrors";
import { Section } from "@/components/Section";
import classes from "./GeneratePage.module.css";

// Closed to begin with: their code comes after what is seen.
const ParameterSliders = lazy(async () => ({
  default: (await import("@/components/parameters/ParameterSliders")).ParameterSliders,
}));
const HEIGHT = 400;

interface Props {
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  errors: FieldErrors;
  engine: Engine | undefined;
}

/** What the engine itself lets one move, with the engine's own words. */
export function ParameterFields({ draft, change, errors, engine }: Props) {
  // Its place is kept until it is known which engine there is.
  if (engine && !engine.parameters.length) return null;
  const set = moved(draft.parameters, engine);
  const count = Object.keys(set).length;
  const move = (name: string, value: number) => change({ parameters: { ...set, [name]: value } });
  const reset = count > 0 && (
    <Button variant="subtle" color="gray" size="compact-sm" onClick={() => change({ parameters: {} })}>
      Reset all
    </Button>
  );
  return (
    <Section
      title="Engine parameters"
      count={count}
      wrong={errors.parameters !== undefined}
      beside={reset}
      data-testid="parameters-toggle"
    >
      {errors.parameters && (
        <p className={classes.wrong} role="alert">
          {errors.parameters}
        </p>
      )}
      <Suspense fallback={<Skeleton height={HEIGHT} aria-label="Loading the sliders" />}>
        <ParameterSliders parameters={engine?.parameters ?? []} set={set} move={move} />
      </Suspense>
    </Section>
  );
}
