import { ActionIcon, Button, Slider } from "@mantine/core";
import type { Engine } from "@/api/client";
import { ResetIcon } from "@/components/icons";
import { moved, type Draft } from "./draft";
import type { FieldErrors } from "./fieldErrors";
import { Section } from "@/components/Section";
import classes from "./GeneratePage.module.css";

// Of the whole range: what one arrow key moves.
const STEPS = 20;

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
      {grouped(engine?.parameters ?? []).map(([group, parameters]) => (
        <fieldset key={group} className={classes.group} data-testid="parameter-group">
          {group && <legend className={classes.groupName}>{group}</legend>}
          <div className={classes.parameters}>
            {parameters.map((parameter) => (
              <ParameterField
                key={parameter.name}
                parameter={parameter}
                value={set[parameter.name] ?? parameter.default}
                move={(value) => move(parameter.name, value)}
              />
            ))}
          </div>
        </fieldset>
      ))}
    </Section>
  );
}

type Parameter = Engine["parameters"][number];

/** In the engine's order, those of one group together. */
function grouped(parameters: Parameter[]): [string, Parameter[]][] {
  const groups = new Map<string, Parameter[]>();
  for (const parameter of parameters) groups.set(parameter.group, [...(groups.get(parameter.group) ?? []), parameter]);
  return [...groups];
}

interface FieldProps {
  parameter: Parameter;
  value: number;
  move: (value: number) => void;
}

function ParameterField({ parameter: { name, description, minimum, maximum, default: usual }, value, move }: FieldProps) {
  const label = name.replaceAll("_", " ");
  const signed = minimum < 0;
  return (
    <div className={classes.parameter} data-testid={`parameter-${name}`}>
      <span className={classes.parameterName}>{label}</span>
      <span className={classes.parameterValue}>{shown(value, signed)}</span>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={20}
        aria-label={`Reset ${label}`}
        style={{ visibility: value === usual ? "hidden" : "visible" }}
        onClick={() => move(usual)}
      >
        <ResetIcon />
      </ActionIcon>
      <Slider
        className={classes.parameterSlider}
        size={4}
        thumbSize={16}
        label={null}
        min={minimum}
        max={maximum}
        step={(maximum - minimum) / STEPS}
        startPointValue={usual}
        value={value}
        onChange={(next) => move(rounded(next))}
        thumbLabel={`${label}: ${description}`}
        thumbValueText={() => shown(value, signed)}
      />
      <span className={classes.parameterText}>{description}</span>
    </div>
  );
}

/** Steps of a binary fraction do not add up to zero by themselves. */
const rounded = (value: number) => Math.round(value * 1e6) / 1e6;

function shown(value: number, signed: boolean): string {
  const sign = value < 0 ? "−" : signed && value > 0 ? "+" : "";
  return sign + Math.abs(value).toFixed(2);
}
