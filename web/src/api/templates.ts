import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";

export type Template = Schemas["TemplateOut"];

const KEY = ["templates"] as const;
const LIMIT = 100;

/** The system's and one's own, all of them. */
export const templatesQuery = queryOptions({
  queryKey: KEY,
  staleTime: 60_000,
  queryFn: async ({ signal }) => {
    const items: Template[] = [];
    let cursor: string | null | undefined;
    do {
      const query = { limit: LIMIT, ...(cursor && { cursor }) };
      const page: Schemas["Page_TemplateOut_"] = await ask(
        api.GET("/api/v1/prompt-templates", { params: { query }, signal }),
      );
      items.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor);
    return items;
  },
});

export const useTemplates = () => useQuery(templatesQuery);

export function useSaveTemplate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas["TemplateCreate"]) => ask(api.POST("/api/v1/prompt-templates", { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useChangeTemplate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string } & Schemas["TemplateUpdate"]) =>
      ask(api.PATCH("/api/v1/prompt-templates/{template_id}", { params: { path: { template_id: id } }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

/** Also finishes when the page is being closed (`keepalive`). */
export const deleteTemplate = (id: string) =>
  ask(
    api.DELETE("/api/v1/prompt-templates/{template_id}", {
      params: { path: { template_id: id } },
      keepalive: true,
    }),
  );
