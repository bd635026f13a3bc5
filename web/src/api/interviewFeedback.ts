import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ApiError, ask, type Schemas } from "./client";
import { interviewKeys } from "./interviews";

export type Feedback = Schemas["InterviewFeedbackResponse"];
export type Quote = Schemas["QuoteOut"];
export type Dimension = Quote["dimension"];
export type Thumb = NonNullable<Feedback["thumb"]>;
export type ShareLink = Schemas["ShareLinkOut"];
export type SharedSession = Schemas["SharedSession"];

/** The dimensions with the names of their columns. */
export const DIMENSIONS = [
  { id: "technical_accuracy", name: "Technical accuracy", score: "technical_accuracy_score", text: "technical_feedback" },
  {
    id: "communication_clarity",
    name: "Clarity",
    score: "communication_clarity_score",
    text: "communication_feedback",
  },
  { id: "problem_solving", name: "Problem solving", score: "problem_solving_score", text: "problem_solving_feedback" },
  { id: "relevance", name: "Relevance", score: "relevance_score", text: "relevance_feedback" },
] as const;

/** Null while there is none. */
export const useFeedback = (sessionId: string) =>
  useQuery({
    queryKey: interviewKeys.feedback(sessionId),
    queryFn: async ({ signal }) => {
      const params = { path: { session_id: sessionId } };
      try {
        return await ask(api.GET("/api/v1/sessions/{session_id}/feedback", { params, signal }));
      } catch (error) {
        if (error instanceof ApiError && error.detail.code === "FEEDBACK_NOT_FOUND") return null;
        throw error;
      }
    },
  });

/** A thumb shows at once and goes back if the server refuses; null takes it away. */
export function useThumb(sessionId: string) {
  const client = useQueryClient();
  const queryKey = interviewKeys.feedback(sessionId);
  const params = { path: { session_id: sessionId } };
  return useMutation({
    mutationFn: async (thumb: Thumb | null) => {
      if (thumb) await ask(api.PUT("/api/v1/sessions/{session_id}/feedback/thumb", { params, body: thumb }));
      else await ask(api.DELETE("/api/v1/sessions/{session_id}/feedback/thumb", { params }));
    },
    onMutate: async (thumb) => {
      await client.cancelQueries({ queryKey });
      client.setQueryData<Feedback | null>(queryKey, (known) => known && { ...known, thumb });
    },
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}

export const useShareLinks = (sessionId: string) =>
  useQuery({
    queryKey: interviewKeys.shares(sessionId),
    queryFn: async ({ signal }) => {
      const params = { path: { session_id: sessionId }, query: { limit: 50 } };
      return (await ask(api.GET("/api/v1/sessions/{session_id}/share-links", { params, signal }))).items;
    },
  });

export function useCreateShareLink(sessionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas["ShareLinkCreate"]) =>
      ask(api.POST("/api/v1/sessions/{session_id}/share-links", { params: { path: { session_id: sessionId } }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: interviewKeys.shares(sessionId) }),
  });
}

export function useRevokeShareLink(sessionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      ask(
        api.DELETE("/api/v1/sessions/{session_id}/share-links/{link_id}", {
          params: { path: { session_id: sessionId, link_id: id } },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: interviewKeys.shares(sessionId) }),
  });
}

/** What a link shows to whoever has it, without an account. */
export const useSharedSession = (token: string) =>
  useQuery({
    queryKey: ["shared", token],
    enabled: token !== "",
    queryFn: ({ signal }) => ask(api.GET("/api/v1/shared-session", { params: { header: { "X-Share-Token": token } }, signal })),
  });
