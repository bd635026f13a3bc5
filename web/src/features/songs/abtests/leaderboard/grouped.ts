/** Chance of being preferred to one of mean strength, from a strength in logits. */
export const chanceOf = (strength: number) => 1 / (1 + Math.exp(-strength));

/** Those that votes link stand together; the order within and between groups stays. */
export function grouped<Standing extends { group: number }>(standings: readonly Standing[]): Standing[][] {
  const groups = new Map<number, Standing[]>();
  for (const standing of standings) groups.set(standing.group, [...(groups.get(standing.group) ?? []), standing]);
  return [...groups.values()];
}
