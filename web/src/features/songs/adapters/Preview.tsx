import { Button, NumberInput, TextInput, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Link } from "react-router";
import type { Deltas } from "@/api/adapters";
import type { Engine } from "@/api/client";
import { useGenerate } from "@/api/mutations";
import { ErrorNote } from "@/components/ErrorNote";
import { given, inWords } from "./deltas";
import { PreviewSides } from "./PreviewSides";
import classes from "./adapters.module.css";

const SECONDS = 10;
const PRIORITY = 5;
const PROMPT = "lo-fi with piano, bass, drums and a soft pad";
const SEED = 7;

/** Two jobs of one sample each: the engine alone, and with these deltas. */
interface Sides {
  /** What the base was asked for: it is used again while that stays. */
  asked: string;
  base: string;
  changed: string;
  words: string;
}

/** Hear the deltas against the engine alone: same prompt, same seed, one playhead. Nothing is saved for it. */
export function Preview({ engine, deltas }: { engine: Engine; deltas: Deltas }) {
  const [text, setText] = useState(PROMPT);
  const [seed, setSeed] = useState<number | string>(SEED);
  const [sides, setSides] = useState<Sides | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [pending, setPending] = useState(false);
  const generate = useGenerate();
  const ready = text.trim() !== "" && seed !== "" && !pending;

  const order = async (parameters: Deltas): Promise<string> => {
    const duration = Math.min(engine.max_duration, Math.max(engine.min_duration, SECONDS));
    const job = { engine: engine.name, num_samples: 1, duration, seed: Number(seed), parameters, priority: PRIORITY };
    return (await generate.mutateAsync({ prompt: { text }, job })).id;
  };
  const listen = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setPending(true);
    setError(null);
    try {
      const asked = JSON.stringify([engine.name, text, seed]);
      const base = sides?.asked === asked ? sides.base : await order({});
      setSides({ asked, base, changed: await order(given(deltas)), words: inWords(deltas) });
    } catch (cause) {
      setError(cause as Error);
    } finally {
      setPending(false);
    }
  };
  return (
    <section className={classes.preview} aria-labelledby="preview">
      <Title order={2} id="preview" fz="md">
        Preview
      </Title>
      <form className={classes.previewFields} onSubmit={(event) => void listen(event)}>
        <TextInput
          className={classes.previewPrompt}
          label="Prompt"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={2_000}
          data-testid="preview-prompt"
        />
        <NumberInput
          label="Seed"
          value={seed}
          onChange={setSeed}
          min={0}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          w={120}
          data-testid="preview-seed"
        />
        <Button type="submit" variant="default" loading={pending} disabled={!ready} data-testid="preview-listen">
          Make a preview
        </Button>
      </form>
      {error && <ErrorNote error={error} />}
      {sides ? (
        <PreviewSides base={sides.base} changed={sides.changed} words={sides.words} />
      ) : (
        <p className={classes.note}>
          Makes {SECONDS} seconds twice, with the same seed: the engine alone, and with these deltas. Previews are ordinary
          jobs and stay in <Link to="/songs/jobs">Jobs</Link>.
        </p>
      )}
    </section>
  );
}
