import { keepPreviousData, type QueryClient, useQuery } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";
import { keys } from "./keys";
import { useMe } from "./queries";
import { ROOT } from "./root";

export type Feedback = Schemas["FeedbackOut"];
export type FeedbackCreate = Schemas["FeedbackCreate"];
export type FeedbackItem = Schemas["FeedbackInContext"];
export type Criterion = Feedback["rating_criterion"];
export type JobFeedback = Schemas["JobFeedback"];
export type SampleFeedback = JobFeedback["samples"][number];
/** One record as the feedback of a job lists it: its sample is known. */
export type Said = SampleFeedback["feedback"][number];
export type Tag = Schemas["TagOut"];
export type Ranking = Schemas["FeedbackRanking"];

export const CRITERIA: readonly Criterion[] = [
  "overall",
  "melody",
  "rhythm",
  "harmony",
  "coherence",
  "creativity",
  "production",
  "prompt_match",
];

/** What the list is narrowed to, in the server's words; null means everything, days are YYYY-MM-DD. */
export interface FeedbackFilter {
  job_id: string | null;
  audio_id: string | null;
  rating: number | null;
  rating_min: number | null;
  criterion: Criterion | null;
  tag: string | null;
  author: string | null;
  effective: true | null;
  date_from: string | null;
  date_to: string | null;
}

export const feedbackKeys = {
  all: ["feedback"],
  jobs: ["feedback", "job"],
  job: (id: string) => ["feedback", "job", id],
  owns: ["feedback", "own"],
  own: (audioId: string) => ["feedback", "own", audioId],
  lists: ["feedback", "list"],
  tags: ["feedback", "tags"],
  insights: ["feedback", "insights"],
} as const;

// The `feedback` event says when it is old; time alone hardly ever does.
const STALE_MS = 300_000;
const OWN_ROWS = 50;
const TAGS = 100;
export const PAGE_SIZE = 50;

/** Everything that was said of a job; asked for once, however often the panel comes and goes. */
export const useJobFeedback = (jobId: string) =>
  useQuery({
    queryKey: feedbackKeys.job(jobId),
    staleTime: STALE_MS,
    queryFn: async ({ client, signal }) => {
      const found = await ask(
        api.GET("/api/v1/generate/{job_id}/feedback", { params: { path: { job_id: jobId } }, signal }),
      );
      keepOwn(client, found);
      return found;
    },
  });

/** What this person said of a sample and still counts, newest first. */
export function useOwnFeedback(audioId: string) {
  const { data: me } = useMe();
  return useQuery({
    queryKey: feedbackKeys.own(audioId),
    staleTime: STALE_MS,
    enabled: Boolean(me),
    queryFn: async ({ signal }): Promise<Said[]> => {
      const query = { audio_id: audioId, author: me!.id, effective: true, limit: OWN_ROWS };
      return (await ask(api.GET("/api/v1/feedback", { params: { query }, signal }))).items;
    },
  });
}

/** The feedback of a job holds one's own too: no stars of its samples need ask again. */
function keepOwn(client: QueryClient, { samples }: JobFeedback): void {
  const me = client.getQueryData<Schemas["Me"]>(keys.me);
  for (const { audio_id, feedback, more } of me ? samples : []) {
    if (more) continue;
    const own = feedback.filter(({ author, effective }) => effective && author.id === me!.id);
    client.setQueryData<Said[]>(feedbackKeys.own(audio_id), own);
  }
}

export const useFeedbackList = (filter: FeedbackFilter, cursor: string | null) =>
  useQuery({
    queryKey: [...feedbackKeys.lists, filter, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const query = { ...given(filter), limit: PAGE_SIZE, ...(cursor && { cursor }) };
      return ask(api.GET("/api/v1/feedback", { params: { query }, signal }));
    },
  });

/** The vocabulary first, then what people made up. */
export const useTags = (words = "") =>
  useQuery({
    queryKey: [...feedbackKeys.tags, words],
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const query = { limit: TAGS, ...(words && { q: words }) };
      return (await ask(api.GET("/api/v1/feedback/tags", { params: { query }, signal }))).items;
    },
  });

/** Jobs of which something was said, to choose one from: the newest, or those with these words in their prompt. */
export const useRatedJobs = (words: string) =>
  useQuery({
    queryKey: [...keys.jobList, "rated", words],
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const query = { has_feedback: true, limit: 20, ...(words && { q: words }) };
      return (await ask(api.GET("/api/v1/jobs", { params: { query }, signal }))).items;
    },
  });

/** The prompt of a job, for somebody who has only its id. */
export const useJobName = (id: string | null) =>
  useQuery({
    queryKey: keys.job(id ?? ""),
    enabled: id !== null,
    staleTime: STALE_MS,
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/generate/{job_id}", { params: { path: { job_id: id! } }, signal })),
    select: ({ prompt_text }) => prompt_text,
  });

export const EXPORTS = ["csv", "jsonl", "parquet"] as const;

/** Every row that the filter lets through, as a file. */
export function exportUrl(format: (typeof EXPORTS)[number], filter: FeedbackFilter): string {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(given(filter))) query.set(name, String(value));
  return `${ROOT}/api/v1/feedback/export?${query}`;
}

type Given = { [K in keyof FeedbackFilter]?: NonNullable<FeedbackFilter[K]> };

const given = (filter: FeedbackFilter): Given =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null));
