import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";
import { ROOT } from "./root";

export type Dashboard = Schemas["AnalyticsDashboard"];
export type SeriesPoint = Schemas["SeriesPoint"];
export type SearchRow = Schemas["SearchOut"];
export type SearchDetail = Schemas["SearchDetail"];
export type Gap = Schemas["GapOut"];
export type GapState = Gap["state"];
export type Lead = Schemas["LeadOut"];

export const analyticsKeys = {
  all: ["experts", "analytics"],
  dashboard: ["experts", "analytics", "dashboard"],
  searches: ["experts", "analytics", "searches"],
  search: (id: string) => ["experts", "analytics", "search", id],
  gaps: ["experts", "analytics", "gaps"],
  leads: ["experts", "analytics", "leads"],
} as const;

const PAGE_SIZE = 25;

/** Figures of the last days, lists of ten and a point a day. */
export const useDashboard = (days: number) =>
  useQuery({
    queryKey: [...analyticsKeys.dashboard, days],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => ask(api.GET("/api/v1/experts/analytics/dashboard", { params: { query: { days } }, signal })),
  });

/** What the searches are narrowed to; null means everything, days are YYYY-MM-DD and the last is included. */
export interface SearchesQuery {
  words: string | null;
  type: "match" | "clarification" | null;
  vote: "up" | "down" | "none" | null;
  email: "yes" | "no" | null;
  from: string | null;
  to: string | null;
  cursor: string | null;
}

const asked = ({ words, type, vote, email, from, to }: SearchesQuery) => ({
  ...(words && { q: words }),
  ...(type && { type }),
  ...(vote && { vote }),
  ...(email && { has_email: email === "yes" }),
  ...(from && { date_from: from }),
  ...(to && { date_to: to }),
});

export const useSearches = (query: SearchesQuery) =>
  useQuery({
    queryKey: [...analyticsKeys.searches, asked(query), query.cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const params = { query: { ...asked(query), limit: PAGE_SIZE, ...(query.cursor && { cursor: query.cursor }) } };
      return ask(api.GET("/api/v1/experts/searches", { params, signal }));
    },
  });

export const useSearch = (id: string) =>
  useQuery({
    queryKey: analyticsKeys.search(id),
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/experts/searches/{conversation_id}", { params: { path: { conversation_id: id } }, signal })),
  });

/** Also finishes when the page is being closed (`keepalive`). */
export const deleteSearch = (id: string) =>
  ask(
    api.DELETE("/api/v1/experts/searches/{conversation_id}", { params: { path: { conversation_id: id } }, keepalive: true }),
  );

export const useGaps = (state: GapState, days: number, cursor: string | null) =>
  useQuery({
    queryKey: [...analyticsKeys.gaps, state, days, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const query = { state, days, limit: PAGE_SIZE, ...(cursor && { cursor }) };
      return ask(api.GET("/api/v1/experts/gaps", { params: { query }, signal }));
    },
  });

function useGapChange<Given>(change: (given: Given) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: analyticsKeys.all }),
  });
}

export const useResolveGap = () =>
  useGapChange((body: Schemas["GapResolve"]) => ask(api.POST("/api/v1/experts/gaps/resolve", { body })));

export const useReopenGap = () =>
  useGapChange((query_key: string) => ask(api.POST("/api/v1/experts/gaps/reopen", { body: { query_key } })));

export const useLeads = (words: string | null, cursor: string | null) =>
  useQuery({
    queryKey: [...analyticsKeys.leads, words, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const query = { limit: PAGE_SIZE, ...(words && { q: words }), ...(cursor && { cursor }) };
      return ask(api.GET("/api/v1/experts/leads", { params: { query }, signal }));
    },
  });

export function useDeleteLead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, everywhere }: { id: string; everywhere: boolean }) => {
      const params = { path: { lead_id: id }, query: { everywhere } };
      return ask(api.DELETE("/api/v1/experts/leads/{lead_id}", { params }));
    },
    onSuccess: () => client.invalidateQueries({ queryKey: analyticsKeys.all }),
  });
}

const csv = (what: string, query: object) => {
  const given = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return `${ROOT}/api/v1/experts/${what}/export${given.size ? `?${given}` : ""}`;
};

/** The whole list as the filters have it, for spreadsheets. */
export const searchesCsv = (query: SearchesQuery) => csv("searches", asked(query));
export const gapsCsv = (state: GapState, days: number) => csv("gaps", { state, days });
export const leadsCsv = (words: string | null) => csv("leads", words ? { q: words } : {});
