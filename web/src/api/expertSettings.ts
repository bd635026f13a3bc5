import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";
import { takeOver } from "./takeOver";

export type ExpertSetting = Schemas["ExpertSettingOut"];

const KEY = ["experts", "settings"] as const;

export const useExpertSettings = () =>
  useQuery({ queryKey: KEY, queryFn: ({ signal }) => ask(api.GET("/api/v1/experts/settings", { signal })) });

/** Null goes back to what the installation says. */
export function useChangeExpertSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas["ExpertSettingsUpdate"]) => ask(api.PATCH("/api/v1/experts/settings", { body })),
    onSuccess: (settings) => takeOver(client, KEY, settings),
  });
}
