import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";
import { keys } from "./keys";

export type System = Schemas["SystemOut"];

const REFETCH_MS = 30_000;

/** Facts of the server; only an administrator may ask. */
export const useSystem = (enabled: boolean) =>
  useQuery({
    queryKey: ["system"],
    enabled,
    refetchInterval: REFETCH_MS,
    queryFn: ({ signal }) => ask(api.GET("/api/v1/system", { signal })),
  });

/** Nothing that was seen stays in the page's memory. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask(api.DELETE("/api/v1/auth/session")),
    onSuccess: () => {
      client.setQueryData(keys.me, null);
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.me[0] });
    },
  });
}
