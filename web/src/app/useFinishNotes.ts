import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useLocation, useNavigate } from "react-router";
import { api, ask, type Job } from "@/api/client";
import { ended } from "@/api/jobNews";
import { keys } from "@/api/keys";
import { alertPerson } from "@/components/alerts";
import { notices, notify } from "@/components/notices";
import { LATEST } from "@/features/songs/generate/latest";
import { isOwn } from "@/components/ownJobs";
import { sessionStore } from "@/components/sessionStore";

const LONG_MS = 10_000;
const NOTICE = "finished";

/**
 * Say that a job has ended to somebody who looks elsewhere: a note in the page for every job, also for one that a
 * program asked for; a notification of the browser only for a long one that was asked for in this browser.
 */
export function useFinishNotes(): void {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const latest = useRef({ navigate, pathname });
  latest.current = { navigate, pathname };
  useEffect(() => {
    const untold: Job[] = [];
    const tell = async (id: string) => {
      const job = await load(client, id);
      if (!job || job.status === "cancelled") return;
      const open = () => void latest.current.navigate(`/songs/jobs/${id}`);
      if (document.hidden && tookLong(job) && isOwn(id)) alertPerson(sentence(job), job.prompt_text, id, open);
      if (!isInSight(id, latest.current.pathname)) note(untold, job);
    };
    return ended.subscribe(() => void tell(ended.get()!));
  }, [client]);
}

/** A job that was deleted meanwhile is nobody's news. */
const load = (client: QueryClient, id: string) =>
  client
    .fetchQuery({
      queryKey: keys.job(id),
      queryFn: () => ask(api.GET("/api/v1/generate/{job_id}", { params: { path: { job_id: id } } })),
    })
    .catch(() => null);

const tookLong = ({ created_at, completed_at }: Job) =>
  completed_at !== null && Date.parse(completed_at) - Date.parse(created_at) > LONG_MS;

const isInSight = (id: string, pathname: string) =>
  pathname === "/songs/jobs" ||
  pathname === `/songs/jobs/${id}` ||
  (pathname === "/songs/generate" && sessionStore.read(LATEST) === id);

const sentence = ({ status }: Job) => (status === "failed" ? "A job has failed" : "Music is ready");

/** Many at once become one note. */
function note(untold: Job[], job: Job): void {
  if (!notices.get().some(({ id }) => id === NOTICE)) untold.length = 0;
  untold.push(job);
  const one = untold.length === 1;
  notify({
    id: NOTICE,
    text: one ? `${sentence(job)}: “${job.prompt_text}”` : `${untold.length} jobs have ended`,
    link: one ? { label: "Open", to: `/songs/jobs/${job.id}` } : { label: "Show jobs", to: "/songs/jobs" },
  });
}
