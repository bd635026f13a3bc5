import type { QueryClient } from "@tanstack/react-query";
import type { Audio } from "@/api/client";
import { type Criterion, type Feedback, type FeedbackCreate, feedbackKeys, type Said, useOwnFeedback } from "@/api/feedback";
import { feedbackChanged } from "@/api/feedbackNews";
import { addOwn, deleteFeedback, postFeedback, refreshFeedback } from "@/api/giveFeedback";
import { keys } from "@/api/keys";
import { createStore, useStore } from "@/api/store";
import { dismiss, notify } from "@/components/notices";
import { removed } from "@/components/undo";
import { CRITERION_WORDS } from "./criteria";

/** A sample, and how a person calls it. */
export interface Target {
  audioId: string;
  /** “sample A” */
  name: string;
}

/** Stars on their way to the server: shown at once, forgotten when it has answered. */
const sent = createStore<ReadonlyMap<string, { stars: number }>>(new Map());

const keyOf = (audioId: string, criterion: Criterion) => `${audioId} ${criterion}`;

/** This person's stars for a sample, also those that are still on their way. */
export function useRating(audioId: string, criterion: Criterion): number | null {
  const waiting = useStore(sent).get(keyOf(audioId, criterion));
  const newest = useOwnRows(audioId).find((row) => row.rating !== null && row.rating_criterion === criterion);
  return waiting?.stars ?? newest?.rating ?? null;
}

/** What this person said of a sample, newest first, without what is just being taken back. */
export function useOwnRows(audioId: string): Said[] {
  const gone = useStore(removed);
  const { data = [] } = useOwnFeedback(audioId);
  return data.filter(({ id }) => !gone.has(id));
}

/** Rate a sample: the stars are there at once, can be taken back for eight seconds, and go if the server refuses. */
export async function rate(client: QueryClient, target: Target, criterion: Criterion, stars: number): Promise<void> {
  const key = keyOf(target.audioId, criterion);
  const mine = { stars };
  sent.set(new Map(sent.get()).set(key, mine));
  const by = criterion === "overall" ? "" : `, ${CRITERION_WORDS[criterion].toLowerCase()}`;
  const body = { audio_id: target.audioId, rating: stars, rating_criterion: criterion };
  await give(client, target, body, `Rated ${target.name} ${stars} of 5${by}`);
  if (sent.get().get(key) === mine) sent.set(new Map([...sent.get()].filter(([name]) => name !== key)));
}

/** Say one thing of a sample; false if the server did not take it. */
export function give(client: QueryClient, target: Target, body: FeedbackCreate, told: string): Promise<boolean> {
  return giveAll(client, target, async () => [await postFeedback(body)], told);
}

/** Say several things at once, which are also taken back at once. */
export async function giveAll(
  client: QueryClient,
  { audioId, name }: Target,
  post: () => Promise<Feedback[]>,
  told: string,
): Promise<boolean> {
  const notice = `feedback ${audioId}`;
  try {
    const rows = await inTurn(audioId, post);
    for (const row of rows) addOwn(client, row.audio_id, row);
    const back = () => void takeBack(client, notice, rows);
    notify({ id: notice, text: told, button: { label: "Undo", press: back } });
    feedbackChanged(client, jobOf(client, audioId), audioId);
    return true;
  } catch (error) {
    notify({ id: notice, text: `Not kept for ${name}: ${(error as Error).message}`, failed: true });
    return false;
  }
}

/** What a person says of one sample arrives in the order in which they said it. */
function inTurn<T>(audioId: string, task: () => Promise<T>): Promise<T> {
  const next = (tails.get(audioId) ?? Promise.resolve()).then(task);
  const tail: Promise<unknown> = next.catch(() => undefined).finally(() => {
    if (tails.get(audioId) === tail) tails.delete(audioId);
  });
  tails.set(audioId, tail);
  return next;
}

const tails = new Map<string, Promise<unknown>>();

async function takeBack(client: QueryClient, notice: string, rows: Feedback[]): Promise<void> {
  dismiss(notice);
  const ids = new Set(rows.map(({ id }) => id));
  removed.set(new Set([...removed.get(), ...ids]));
  try {
    await Promise.all([...ids].map(deleteFeedback));
  } catch (error) {
    notify({ id: notice, text: `It is still there: ${(error as Error).message}`, failed: true });
  }
  const audioId = rows[0]?.audio_id ?? null;
  client.setQueriesData<Said[]>({ queryKey: feedbackKeys.owns }, (own) => own?.filter(({ id }) => !ids.has(id)));
  await refreshFeedback(client, audioId && jobOf(client, audioId), null);
  removed.set(new Set([...removed.get()].filter((id) => !ids.has(id))));
}

/** Known where the sample is shown or plays. */
const jobOf = (client: QueryClient, audioId: string) =>
  client.getQueryData<Audio>(keys.audio(audioId))?.job_id ?? null;
