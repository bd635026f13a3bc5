import { ApiError } from "@/api/client";

/** Fields of the form by the name that the API calls them; a path may go deeper than the field. */
const FIELDS = {
  text: "text",
  "attributes.style": "style",
  "attributes.mood": "mood",
  "attributes.tempo": "tempo",
  "attributes.key": "key",
  "attributes.instruments.primary": "primary",
  "attributes.instruments.secondary": "secondary",
  "attributes.instruments": "secondary",
  num_samples: "samples",
  duration: "duration",
  seed: "seed",
  priority: "priority",
  parameters: "parameters",
  experiment_id: "experiment",
  adapter_id: "adapter",
} as const;

export type Field = (typeof FIELDS)[keyof typeof FIELDS];
export type FieldErrors = Partial<Record<Field, string>>;

/** Which fields are to blame, with the server's sentence; empty if the failure belongs to none of them. */
export function fieldErrors(error: Error | null): FieldErrors {
  if (!(error instanceof ApiError)) return {};
  const { field, message, errors } = error.detail;
  const named = errors?.length ? errors : field ? [{ field, message }] : [];
  const entries = named.flatMap(({ field: path, message: text }) => {
    const known = (Object.keys(FIELDS) as (keyof typeof FIELDS)[]).find((name) => covers(name, path));
    return known ? [[FIELDS[known], text] as const] : [];
  });
  return Object.fromEntries(entries);
}

const covers = (name: string, path: string) => path === name || path.startsWith(`${name}.`);
