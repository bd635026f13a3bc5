import { Button } from "@mantine/core";
import type { Engine } from "@/api/client";
import { ParameterSliders } from "@/components/parameters/ParameterSliders";
import { moved, type Draft } from "./draft";
import type { FieldErrors } from "./fieldErrors";
import { Section } from "@/components/Section";
import classes from "./GeneratePage.module.css";

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
      <ParameterSliders parameters={engine?.parameters ?? []} set={set} move={move} />
    </Section>
  );
}
