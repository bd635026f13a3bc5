import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, ask, type Schemas } from "./client";
import { interviewKeys } from "./interviews";
import { ROOT } from "./root";
import { takeOver } from "./takeOver";

export type Operation = Schemas["OperationOut"];
export type OperationType = Operation["operation_type"];

// Events bring the news; this only repairs what a lost event would leave behind.
const LIVE_REFETCH_MS = 4_000;
const REOPEN_MS = 1_500;
const SHOWN = 20;

export const isLive = ({ status }: Operation) => status === "pending" || status === "processing";

/** What was and is done for a session, newest first. */
export const useOperations = (sessionId: string) =>
  useQuery({
    queryKey: interviewKeys.operations(sessionId),
    queryFn: async ({ signal }) => {
      const params = { path: { session_id: sessionId }, query: { limit: SHOWN } };
      return (await ask(api.GET("/api/v1/sessions/{session_id}/operations", { params, signal }))).items;
    },
    refetchInterval: ({ state }) => (state.data?.some(isLive) ? LIVE_REFETCH_MS : false),
  });

/** The newest operation of a type, kept in step with the server while it is live. */
export function useLatest(sessionId: string, type: OperationType): Operation | null | undefined {
  const { data } = useOperations(sessionId);
  const latest = data?.find(({ operation_type }) => operation_type === type);
  const client = useQueryClient();
  const followed = latest && isLive(latest) ? latest.id : null;
  const ended = latest && !isLive(latest) ? `${latest.id} ${latest.retry_count}` : null;
  // It may have ended after the session was read and before the operations were.
  useEffect(() => {
    if (!ended) return;
    for (const key of [interviewKeys.session(sessionId), interviewKeys.feedback(sessionId)])
      void client.invalidateQueries({ queryKey: key, exact: true });
  }, [client, sessionId, ended]);
  useEffect(() => (followed ? follow(client, sessionId, followed) : undefined), [client, sessionId, followed]);
  return data && (latest ?? null);
}

const put = (client: QueryClient, sessionId: string, operation: Operation) =>
  takeOver<Operation[]>(client, interviewKeys.operations(sessionId), (all = []) =>
    all.some(({ id }) => id === operation.id)
      ? all.map((known) => (known.id === operation.id ? operation : known))
      : [operation, ...all],
  );

/** The session's question, messages and feedback come from the operation that has ended. */
const settle = (client: QueryClient, sessionId: string) =>
  Promise.all([
    client.invalidateQueries({ queryKey: interviewKeys.session(sessionId) }),
    client.invalidateQueries({ queryKey: interviewKeys.sessions }),
    client.invalidateQueries({ queryKey: interviewKeys.overview }),
  ]);

function follow(client: QueryClient, sessionId: string, operationId: string): () => void {
  let source: EventSource;
  let reopening: number | undefined;
  const load = async () => {
    const params = { path: { operation_id: operationId } };
    const operation = await ask(api.GET("/api/v1/operations/{operation_id}", { params })).catch(() => null);
    if (!operation) return;
    if (isLive(operation)) return put(client, sessionId, operation);
    await settle(client, sessionId);
    await put(client, sessionId, operation);
  };
  const open = () => {
    source = new EventSource(`${ROOT}/api/v1/operations/${operationId}/events`);
    for (const kind of ["status", "progress", "done", "reset"]) source.addEventListener(kind, () => void load());
    source.addEventListener("done", () => source.close());
    source.onerror = () => {
      // A refusal (a proxy's 502 while the server restarts) closes the stream for good.
      if (source.readyState === EventSource.CLOSED) reopening = window.setTimeout(open, REOPEN_MS);
    };
  };
  open();
  return () => {
    window.clearTimeout(reopening);
    source.close();
  };
}

const STARTS = {
  question_generation: "/api/v1/sessions/{session_id}/generate-question",
  feedback_analysis: "/api/v1/sessions/{session_id}/generate-feedback",
} as const;

/** Ask for a question or for feedback: accepted at once, done in the background. */
export function useStart(sessionId: string, type: OperationType) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask(api.POST(STARTS[type], { params: { path: { session_id: sessionId } } })),
    onSuccess: (operation) => put(client, sessionId, operation),
    // Another window was faster, or the time is up: show what is true now.
    onError: () => client.invalidateQueries({ queryKey: interviewKeys.session(sessionId) }),
  });
}

export function useRetry(sessionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      ask(api.POST("/api/v1/operations/{operation_id}/retry", { params: { path: { operation_id: id } } })),
    onSuccess: (operation) => put(client, sessionId, operation),
    onError: () => client.invalidateQueries({ queryKey: interviewKeys.operations(sessionId) }),
  });
}
