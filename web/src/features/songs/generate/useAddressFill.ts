import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useSearchParams } from "react-router";
import { api, ask } from "@/api/client";
import { adapterQuery } from "@/api/adapters";
import { getPrompt } from "@/api/prompts";
import { templatesQuery } from "@/api/templates";
import { dismiss, notify } from "@/components/notices";
import { type Draft, fromJob, fromPrompt } from "./draft";
import { fillDraft, NOTICE } from "./fillDraft";
import { unpacked } from "./share";

const NAMES = ["like", "prompt", "template", "seed", "draft", "experiment", "adapter"] as const;

type Asked = Partial<Record<(typeof NAMES)[number], string>>;

/**
 * Fill the draft as the address asks: `?like=` a job with a new seed, `?seed=` a seed, both for a job with
 * its seed, `?prompt=` a prompt, `?template=` a template, `?draft=` all that a shared link holds,
 * `?experiment=` the experiment that the job joins, `?adapter=` the adapter that it uses. The address is then clean again, so that a reload
 * keeps what was edited since.
 */
export function useAddressFill(draft: Draft, change: (change: Partial<Draft>) => void): void {
  const client = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const latest = useRef({ draft, change });
  latest.current = { draft, change };
  const given = NAMES.map((name) => [name, search.get(name)]).filter(([, value]) => value);
  const asked = Object.fromEntries(given) as Asked;
  const key = JSON.stringify(asked);
  useEffect(() => {
    const wanted = JSON.parse(key) as Asked;
    if (!Object.keys(wanted).length) return;
    let left = false;
    const fill = async () => {
      const filled = await load(client, wanted).catch((error: Error) => error);
      if (left) return;
      if (filled instanceof Error)
        notify({ id: NOTICE, text: `Nothing was filled in: ${filled.message}`, failed: true });
      else fillDraft(latest.current.draft, filled, latest.current.change, told(wanted));
      if (wanted.seed) document.querySelector<HTMLTextAreaElement>("[data-testid=prompt]")?.select();
      setSearch({}, { replace: true });
    };
    void fill();
    return () => {
      left = true;
    };
  }, [client, key, setSearch]);
  // There is nothing to undo once the draft is out of sight.
  useEffect(() => () => dismiss(NOTICE), []);
}

async function load(client: QueryClient, { like, prompt, template, seed, draft, experiment, adapter }: Asked): Promise<Partial<Draft>> {
  const given = {
    ...(/^\d+$/.test(seed ?? "") && { seed: Number(seed) }),
    ...(experiment && { experiment }),
    ...(adapter && { adapter, engine: (await client.fetchQuery(adapterQuery(adapter))).engine }),
  };
  if (draft) return unpacked(draft);
  if (template) return { ...fromPrompt(await templateOf(client, template)), ...given };
  if (prompt) return { ...fromPrompt(await getPrompt(prompt)), ...given };
  if (!like) return given;
  const job = await ask(api.GET("/api/v1/generate/{job_id}", { params: { path: { job_id: like } } }));
  return { ...fromJob(job, await getPrompt(job.prompt_id)), ...given };
}

async function templateOf(client: QueryClient, id: string) {
  const found = (await client.fetchQuery(templatesQuery)).find((known) => known.id === id);
  if (!found) throw new Error("There is no such template; it may have been deleted.");
  return found;
}

function told({ like, seed, draft, experiment, adapter, prompt, template }: Asked): string {
  if (adapter && !like && !prompt && !template) return "The next job uses the adapter.";
  if (experiment && !like && !prompt && !template) return "The next job joins the experiment.";
  if (draft) return "Everything as the link has it.";
  if (like && seed) return "Everything as that job had it, seed included. Change the prompt.";
  if (like) return "Everything as that job had it, with a new seed.";
  return seed ? `Seed ${seed} is set. Change the prompt.` : "The prompt is filled in.";
}
