import { CRITERIA, type FeedbackFilter } from "@/api/feedback";
import { useAddress } from "@/components/useAddress";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The words of the address for what the server calls otherwise. */
const ADDRESS: Record<keyof FeedbackFilter, string> = {
  job_id: "job",
  audio_id: "audio",
  rating: "rating",
  rating_min: "rating_min",
  criterion: "criterion",
  tag: "tag",
  author: "author",
  effective: "effective",
  date_from: "from",
  date_to: "to",
};

/** What the list is narrowed to, as the address says it, and where in the list one is. */
export function useFeedbackAddress() {
  const [search, setSearch] = useAddress();
  const change = (next: Partial<FeedbackFilter>) =>
    setSearch((before) => toAddress({ ...fromAddress(before), ...next }), { replace: isTyping(next) });
  return { filter: fromAddress(search), cursor: search.get("cursor"), change };
}

/** Letter by letter is not step by step: back leads to where one was before. */
const isTyping = (next: Partial<FeedbackFilter>) => Object.keys(next).join() === "tag";

export function fromAddress(search: URLSearchParams): FeedbackFilter {
  const text = (name: keyof FeedbackFilter) => search.get(ADDRESS[name])?.trim() || null;
  const like = (name: keyof FeedbackFilter, form: RegExp) => text(name)?.match(form)?.[0] ?? null;
  const stars = (name: keyof FeedbackFilter) => Number(like(name, /^[1-5]$/)) || null;
  return {
    job_id: like("job_id", ID),
    audio_id: like("audio_id", ID),
    rating: stars("rating"),
    rating_min: stars("rating_min"),
    criterion: CRITERIA.find((known) => known === text("criterion")) ?? null,
    tag: text("tag"),
    author: like("author", ID),
    effective: text("effective") === "true" || null,
    date_from: like("date_from", DAY),
    date_to: like("date_to", DAY),
  };
}

/** A changed filter begins at its first page. */
export function toAddress(filter: FeedbackFilter): URLSearchParams {
  const next = new URLSearchParams();
  for (const [name, value] of Object.entries(filter) as [keyof FeedbackFilter, unknown][])
    if (value !== null) next.set(ADDRESS[name], String(value));
  return next;
}

export const NOTHING = fromAddress(new URLSearchParams());

export const isNarrowed = (filter: FeedbackFilter) => Object.values(filter).some((value) => value !== null);
