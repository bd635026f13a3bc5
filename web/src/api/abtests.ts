import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";
import { keys } from "./keys";

export type AbTest = Schemas["AbTestOut"];
export type AbTestInList = Schemas["AbTestInList"];
export type AbSide = Schemas["AbTestSide"];
export type AbPair = Schemas["AbPairOut"];
export type AbResults = Awaited<ReturnType<typeof readResults>>;
export type AbClaim = AbResults["these_raters"];
export type AbInvite = Schemas["AbInviteOut"];
export type AbVote = Schemas["AbVoteOut"];
export type Standing = Schemas["StandingOut"];
export type AbTestCreate = Schemas["AbTestCreate"];
export type Side = "a" | "b";

const KEY = keys.abTests;
export const abTestKeys = { lists: [...KEY, "list"] };
const PER_PAGE = 25;
export const PAIRS_PER_PAGE = 20;
const WORKING_MS = 2_000;
const VOTING_MS = 15_000;

const one = (id: string) => ({ path: { ab_test_id: id } });
const paged = (limit: number, cursor: string | null) => ({ limit, ...(cursor && { cursor }) });
const isWorking = (test: AbTest) => test.status === "generating";

export const useAbTests = (cursor: string | null) =>
  useQuery({
    queryKey: [...KEY, "list", cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => ask(api.GET("/api/v1/ab-tests", { params: { query: paged(PER_PAGE, cursor) }, signal })),
    refetchInterval: ({ state }) => (state.data?.items.some(isWorking) ? WORKING_MS : VOTING_MS),
  });

/** Looked at again while something may change: pairs that are being made, votes that come in. */
export const abTestQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEY, "one", id],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/ab-tests/{ab_test_id}", { params: one(id), signal })),
    refetchInterval: ({ state }) => {
      if (!state.data) return false;
      return isWorking(state.data) ? WORKING_MS : state.data.status === "ready" && VOTING_MS;
    },
  });

const readResults = (id: string, signal: AbortSignal) =>
  ask(api.GET("/api/v1/ab-tests/{ab_test_id}/results", { params: one(id), signal }));

/** Under a key that holds what they rest on: they are asked for again when a vote has come. */
export const useResults = (test: AbTest) =>
  useQuery({
    queryKey: [...KEY, "results", test.id, test.votes, test.status],
    placeholderData: keepPreviousData,
    staleTime: VOTING_MS,
    queryFn: ({ signal }) => readResults(test.id, signal),
  });

export const usePairs = (test: AbTest, offset: number) =>
  useQuery({
    queryKey: [...KEY, "pairs", test.id, test.progress.done, test.progress.failed, test.status, offset],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const params = { ...one(test.id), query: { limit: PAIRS_PER_PAGE, offset } };
      return ask(api.GET("/api/v1/ab-tests/{ab_test_id}/pairs", { params, signal }));
    },
  });

export const useVotes = (test: AbTest, cursor: string | null) =>
  useQuery({
    queryKey: [...KEY, "votes", test.id, test.votes, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const params = { ...one(test.id), query: paged(PAIRS_PER_PAGE, cursor) };
      return ask(api.GET("/api/v1/ab-tests/{ab_test_id}/votes", { params, signal }));
    },
  });

export const useAbInvites = (id: string, cursor: string | null) =>
  useQuery({
    queryKey: [...KEY, "invites", id, cursor],
    placeholderData: keepPreviousData,
    refetchInterval: VOTING_MS,
    queryFn: ({ signal }) => {
      const params = { ...one(id), query: paged(PAIRS_PER_PAGE, cursor) };
      return ask(api.GET("/api/v1/ab-tests/{ab_test_id}/invites", { params, signal }));
    },
  });

/** What it takes to find a preference of this size, when a rater hears so many pairs. */
export const usePlan = (rate: number, votesPerRater: number) =>
  useQuery({
    queryKey: ["ab-plan", rate, votesPerRater],
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    queryFn: ({ signal }) => {
      const query = { rate, votes_per_rater: votesPerRater };
      return ask(api.GET("/api/v1/ab-test-plan", { params: { query }, signal }));
    },
  });

export const useLeaderboard = (by: Schemas["Leaderboard"]["by"], criterion: Schemas["Leaderboard"]["criterion"]) =>
  useQuery({
    queryKey: [...KEY, "leaderboard", by, criterion],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => ask(api.GET("/api/v1/leaderboard", { params: { query: { by, criterion } }, signal })),
  });

/** A test, and all that is shown of it, is read anew after a change. */
function useChange<Asked, Answered>(mutationFn: (asked: Asked) => Promise<Answered>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: KEY }) });
}

export const useCreateAbTest = () => useChange((body: AbTestCreate) => ask(api.POST("/api/v1/ab-tests", { body })));

export const storePrompt = async (text: string): Promise<string> =>
  (await ask(api.POST("/api/v1/prompts", { body: { text } }))).id;

export const useGeneratePairs = () =>
  useChange((id: string) => ask(api.POST("/api/v1/ab-tests/{ab_test_id}/generate", { params: one(id) })));

export const useRetryPairs = () =>
  useChange((id: string) => ask(api.POST("/api/v1/ab-tests/{ab_test_id}/retry", { params: one(id) })));

export const useCloseAbTest = () =>
  useChange((id: string) => ask(api.POST("/api/v1/ab-tests/{ab_test_id}/close", { params: one(id) })));

export const useRenameAbTest = (id: string) =>
  useChange((name: string) => ask(api.PATCH("/api/v1/ab-tests/{ab_test_id}", { params: one(id), body: { name } })));

export const usePromote = (id: string) =>
  useChange((body: { side: Side; reason: string | null }) =>
    ask(api.POST("/api/v1/ab-tests/{ab_test_id}/promote", { params: one(id), body })),
  );

export const useTakeBackInvite = (id: string) =>
  useChange((inviteId: string) => {
    const params = { path: { ab_test_id: id, invite_id: inviteId } };
    return ask(api.DELETE("/api/v1/ab-tests/{ab_test_id}/invites/{invite_id}", { params }));
  });

/** Also finishes when the page is being closed (`keepalive`). */
export const deleteAbTest = (id: string) =>
  ask(api.DELETE("/api/v1/ab-tests/{ab_test_id}", { params: one(id), keepalive: true }));

export const useCreateAbInvite = (id: string) =>
  useChange((body: Schemas["AbInviteCreate"]) =>
    ask(api.POST("/api/v1/ab-tests/{ab_test_id}/invites", { params: one(id), body })),
  );

/** Those that a test may compare: the newest hundred. */
export const useAdaptersToCompare = () =>
  useQuery({
    queryKey: ["adapters", "to-compare"],
    queryFn: async ({ signal }) =>
      (await ask(api.GET("/api/v1/adapters", { params: { query: { limit: 100 } }, signal }))).items,
  });
