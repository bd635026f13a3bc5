import { Button, NumberInput, Switch } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type ExpertSetting, useChangeExpertSettings } from "@/api/expertSettings";
import { ErrorNote } from "@/components/ErrorNote";
import { elsewhere, errorAt } from "@/components/fieldErrors";
import { rangeWords, settingName, sourceWords, valueWords } from "./settingWords";
import classes from "./settings.module.css";

interface Props {
  setting: ExpertSetting;
  mayChange: boolean;
}

/** One value, where it comes from, what is allowed, and the way back to what the installation says. */
export function SettingRow({ setting, mayChange }: Props) {
  const { name, value, source, inherited, inherited_source, environment, description } = setting;
  const change = useChangeExpertSettings();
  const save = (next: ExpertSetting["value"] | null) => change.mutate({ [name]: next });
  const error = errorAt(change.error, name);
  const rest = elsewhere(change.error, name);
  const label = settingName(name);
  return (
    <div className={classes.setting} data-testid="setting" data-name={name} data-source={source}>
      <div className={classes.about}>
        <strong>{label}</strong>
        <p className={classes.hint}>{description}</p>
        <p className={classes.hint}>
          {sourceWords(source)} {rangeWords(setting)} Named <code>{environment}</code> for the installation.
        </p>
        {rest && <ErrorNote error={rest} />}
      </div>
      <div className={classes.value}>
        {typeof value === "boolean" ? (
          <Switch
            aria-label={label}
            checked={value}
            disabled={!mayChange || change.isPending}
            onChange={(event) => save(event.currentTarget.checked)}
            data-testid="setting-value"
          />
        ) : (
          <NumberField key={value} {...{ setting, label, mayChange, error, save, pending: change.isPending }} />
        )}
        {source === "database" && mayChange && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={() => save(null)}
            disabled={change.isPending}
            data-testid="setting-reset"
          >
            Back to {valueWords(inherited)}, the {inherited_source === "default" ? "default" : "environment’s"}
          </Button>
        )}
      </div>
    </div>
  );
}

interface FieldProps {
  setting: ExpertSetting;
  label: string;
  mayChange: boolean;
  error: string | undefined;
  save: (value: number) => void;
  pending: boolean;
}

/** Says no by itself to nothing: what is out of range is for the server to refuse, at this field. */
function NumberField({ setting, label, mayChange, error, save, pending }: FieldProps) {
  const { value, kind, minimum, maximum } = setting;
  const [typed, setTyped] = useState<number | string>(Number(value));
  const ready = typed !== "" && Number(typed) !== value && !pending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) save(Number(typed));
  };
  return (
    <form className={classes.number} onSubmit={submit} noValidate>
      <NumberInput
        aria-label={label}
        value={typed}
        onChange={setTyped}
        error={error}
        min={minimum ?? undefined}
        max={maximum ?? undefined}
        step={kind === "integer" ? 1 : 0.05}
        allowDecimal={kind === "number"}
        clampBehavior="none"
        readOnly={!mayChange}
        w={120}
        data-testid="setting-value"
      />
      {mayChange && (
        <Button type="submit" variant="default" disabled={!ready} loading={pending} data-testid="setting-save">
          Save
        </Button>
      )}
    </form>
  );
}
