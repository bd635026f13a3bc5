import type { QueryClient, QueryKey, Updater } from "@tanstack/react-query";

/**
 * Take over what the server answered to a change. A reading that began before the change is broken off: arriving
 * later, it would bring the past back.
 */
export async function takeOver<Data>(
  client: QueryClient,
  queryKey: QueryKey,
  data: Updater<Data | undefined, Data | undefined>,
): Promise<void> {
  await client.cancelQueries({ queryKey, exact: true });
  client.setQueryData<Data>(queryKey, data);
}
