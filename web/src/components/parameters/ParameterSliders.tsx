import { ActionIcon, Slider } from "@mantine/core";
import { ResetIcon } from "@/components/icons";
import { grouped, type Parameter, shown } from "./parameters";
import classes from "./ParameterSliders.module.css";

// Of the whole range: what one arrow key moves.
const STEPS = 20;

interface Props {
  parameters: Parameter[];
  /** What was moved; the rest stands where the engine has it. */
  set: Record<string, number>;
  move: (name: string, value: number) => void;
}

/** A slider for each number that an engine takes, in its groups and with its own words. */
export const ParameterSliders = ({ parameters, set, move }: Props) =>
  grouped(parameters).map(([group, members]) => (
    <fieldset key={group} className={classes.group} data-testid="parameter-group">
      {group && <legend className={classes.groupName}>{group}</legend>}
      <div className={classes.parameters}>
        {members.map((parameter) => (
          <ParameterField
            key={parameter.name}
            parameter={parameter}
            value={set[parameter.name] ?? parameter.default}
            move={(value) => move(parameter.name, value)}
          />
        ))}
      </div>
    </fieldset>
  ));

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
