import { keepPreviousData, queryOptions, type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ApiError, ask, type Schemas } from "./client";
import { ROOT } from "./root";
import { takeOver } from "./takeOver";

export type Posting = Schemas["PostingOut"];
export type PostingFacts = Schemas["PostingFacts"];
export type PostingWords = Schemas["PostingCreate"];
export type Resume = Schemas["ResumeOut"];
export type InterviewSession = Schemas["InterviewSessionOut"];
export type SessionStatus = InterviewSession["status"];
export type Message = Schemas["MessageOut"];

export const interviewKeys = {
  all: ["interviews"],
  overview: ["interviews", "overview"],
  resume: ["interviews", "resume"],
  postings: ["interviews", "postings"],
  posting: (id: string) => ["interviews", "postings", "one", id],
  sessions: ["interviews", "sessions"],
  session: (id: string) => ["interviews", "session", id],
  messages: (id: string) => ["interviews", "session", id, "messages"],
  operations: (id: string) => ["interviews", "session", id, "operations"],
  feedback: (id: string) => ["interviews", "session", id, "feedback"],
  shares: (id: string) => ["interviews", "session", id, "shares"],
} as const;

export const PAGE_SIZE = 25;
const MOST_MESSAGES = 100;

const missingIsNull = (code: string) => (error: unknown) => {
  if (error instanceof ApiError && error.detail.code === code) return null;
  throw error;
};

/** One's résumé; null while there is none. */
export const useResume = () =>
  useQuery({
    queryKey: interviewKeys.resume,
    queryFn: ({ signal }) => ask(api.GET("/api/v1/resumes/me", { signal })).catch(missingIsNull("RESUME_NOT_FOUND")),
  });

/** Takes over the answer of whatever wrote the résumé. */
function useWrites<Given>(write: (given: Given) => Promise<Resume>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: (resume) => takeOver(client, interviewKeys.resume, resume),
  });
}

export const useSaveResume = () =>
  useWrites((content: string) => ask(api.PUT("/api/v1/resumes/me", { body: { content } })));

export const useUploadResume = () =>
  useWrites((file: File) =>
    ask(
      api.POST("/api/v1/resumes/me/file", {
        // The generated type calls a file a string.
        body: { file: file.name },
        bodySerializer: () => {
          const form = new FormData();
          form.append("file", file, file.name);
          return form;
        },
      }),
    ),
  );

export const deleteResume = () => ask(api.DELETE("/api/v1/resumes/me", { keepalive: true }));

export const usePostings = (cursor: string | null, limit = PAGE_SIZE) =>
  useQuery({
    queryKey: [...interviewKeys.postings, "list", cursor, limit],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/job-postings", { params: { query: { limit, ...(cursor && { cursor }) } }, signal })),
  });

export const usePosting = (id: string) =>
  useQuery({
    queryKey: interviewKeys.posting(id),
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/job-postings/{posting_id}", { params: { path: { posting_id: id } }, signal })),
  });

/** With an id the posting is written anew; without one it is made. */
export function useSavePosting() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: PostingWords & { id?: string }) =>
      id
        ? ask(api.PUT("/api/v1/job-postings/{posting_id}", { params: { path: { posting_id: id } }, body }))
        : ask(api.POST("/api/v1/job-postings", { body })),
    onSuccess: async (posting) => {
      await takeOver(client, interviewKeys.posting(posting.id), posting);
      return client.invalidateQueries({ queryKey: [...interviewKeys.postings, "list"] });
    },
  });
}

/** Also finishes when the page is being closed (`keepalive`). */
export const deletePosting = (id: string) =>
  ask(api.DELETE("/api/v1/job-postings/{posting_id}", { params: { path: { posting_id: id } }, keepalive: true }));

/** What the list of sessions is narrowed to; null means everything. */
export interface SessionQuery {
  status: SessionStatus | null;
  role: string | null;
  posting: string | null;
  /** Days as YYYY-MM-DD; the last one is included. */
  from: string | null;
  to: string | null;
  cursor: string | null;
}

export const useSessions = ({ status, role, posting, from, to, cursor }: SessionQuery, limit = PAGE_SIZE) =>
  useQuery({
    queryKey: [...interviewKeys.sessions, { status, role, posting, from, to, cursor, limit }],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const query = {
        limit,
        ...(status && { status }),
        ...(role && { role }),
        ...(posting && { job_posting_id: posting }),
        ...(from && { start_date: from }),
        ...(to && { end_date: to }),
        ...(cursor && { cursor }),
      };
      return ask(api.GET("/api/v1/sessions", { params: { query }, signal }));
    },
  });

/** The attempts of a series, newest first. */
export const useAttempts = (seriesId: string) =>
  useQuery({
    queryKey: [...interviewKeys.sessions, { seriesId }],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/sessions", { params: { query: { series_id: seriesId, limit: 20 } }, signal })),
  });

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: interviewKeys.session(id),
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/sessions/{session_id}", { params: { path: { session_id: id } }, signal })),
  });

export const useSession = (id: string) => useQuery(sessionQuery(id));

/** The whole transcript: a session holds no more than one page takes. */
export const useMessages = (id: string) =>
  useQuery({
    queryKey: interviewKeys.messages(id),
    queryFn: async ({ signal }) => {
      const params = { path: { session_id: id }, query: { limit: MOST_MESSAGES } };
      return (await ask(api.GET("/api/v1/sessions/{session_id}/messages", { params, signal }))).items;
    },
  });

/** Take over the answer to a change, and look again at what depends on it. */
async function putSession(client: QueryClient, session: InterviewSession): Promise<void> {
  const queryKey = interviewKeys.session(session.id);
  await takeOver(client, queryKey, session);
  // A reading that was broken off may have known more, such as a question that came meanwhile.
  void client.invalidateQueries({ queryKey, exact: true });
  void client.invalidateQueries({ queryKey: interviewKeys.sessions });
  void client.invalidateQueries({ queryKey: interviewKeys.overview });
}

export function useStartSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas["InterviewSessionCreate"]) => ask(api.POST("/api/v1/sessions", { body })),
    onSuccess: (session) => putSession(client, session),
  });
}

export type Step = "pause" | "resume" | "complete";

const STEPS = {
  pause: "/api/v1/sessions/{session_id}/pause",
  resume: "/api/v1/sessions/{session_id}/resume",
  complete: "/api/v1/sessions/{session_id}/complete",
} as const;

export function useStep(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (step: Step) => ask(api.POST(STEPS[step], { params: { path: { session_id: id } } })),
    onSuccess: (session) => putSession(client, session),
    // Most likely it was done in another window: show what is true now.
    onError: () => client.invalidateQueries({ queryKey: interviewKeys.session(id) }),
  });
}

export function useRetake(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask(api.POST("/api/v1/sessions/{session_id}/retake", { params: { path: { session_id: id } } })),
    onSuccess: (session) => putSession(client, session),
  });
}

export function useAnswer(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (answer_text: string) =>
      ask(
        api.POST("/api/v1/sessions/{session_id}/answers", {
          params: { path: { session_id: id } },
          body: { answer_text },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: interviewKeys.session(id) }),
  });
}

/** Also finishes when the page is being closed (`keepalive`). */
export const deleteSession = (id: string) =>
  ask(api.DELETE("/api/v1/sessions/{session_id}", { params: { path: { session_id: id } }, keepalive: true }));

export const useOverview = () =>
  useQuery({
    queryKey: interviewKeys.overview,
    queryFn: ({ signal }) => ask(api.GET("/api/v1/interviews/dashboard", { signal })),
  });

export type Overview = Schemas["Dashboard"];

export type Scored = Schemas["ProgressPoint"];

/** Scores of the last sessions with feedback, oldest first; of one series, or of one role. */
export const useProgress = (of: { series?: string; role?: string } = {}) =>
  useQuery({
    queryKey: [...interviewKeys.overview, "progress", of],
    queryFn: async ({ signal }) => {
      const query = { limit: 50, ...(of.series && { series_id: of.series }), ...(of.role && { role: of.role }) };
      return (await ask(api.GET("/api/v1/interviews/progress", { params: { query }, signal }))).items.reverse();
    },
  });

export type ReportFormat = "pdf" | "md";

export const reportUrl = (id: string, format: ReportFormat) =>
  `${ROOT}/api/v1/sessions/${id}/report?format=${format}`;
