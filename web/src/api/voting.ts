import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";
import { keys } from "./keys";

export type BlindPair = Schemas["BlindPair"];
export type RatedTest = Schemas["RatedTest"];
export type Reveal = Schemas["Reveal"];
type Vote = Schemas["VoteCreate"];

const nextKey = (testId: string) => ["voting", testId, "next"];

/** The pair that this rater is to judge; null when none is left. Asked for by the person, never behind their back. */
export const useNextPair = (testId: string, enabled: boolean) =>
  useQuery({
    queryKey: nextKey(testId),
    enabled,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    queryFn: async ({ signal }) =>
      (await ask(api.GET("/api/v1/ab-tests/{ab_test_id}/next", { params: { path: { ab_test_id: testId } }, signal }))) ?? null,
  });

/** The tests that whoever is signed in rates. */
export const useRatedTests = (cursor: string | null) =>
  useQuery({
    queryKey: ["voting", "mine", cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/users/me/ab-tests", { params: { query: { limit: 25, ...(cursor && { cursor }) } }, signal })),
  });

/** What was voted on stays in sight until the person asks for the next pair. */
export const useVote = (testId: string) =>
  useMutation({
    mutationFn: (body: Vote) =>
      ask(api.POST("/api/v1/ab-tests/{ab_test_id}/votes", { params: { path: { ab_test_id: testId } }, body })),
  });

/** Trade the token of an invite for a place among the raters; the browser keeps it as a cookie. */
export function useJoin(testId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: string) =>
      ask(api.POST("/api/v1/ab-tests/{ab_test_id}/raters", { params: { path: { ab_test_id: testId } }, body: { token } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.me }),
  });
}
