/** Places from the best down; those in one place are equally good. */
export type Order = readonly (readonly string[])[];

/** Where something is dropped: onto a place, or before one (`before: order.length` is the end). */
export type Drop = { onto: number } | { before: number };

export const initialOrder = (ids: readonly string[]): Order => ids.map((id) => [id]);

export const placeOf = (order: Order, id: string): number => order.findIndex((place) => place.includes(id));

/** Put one somewhere else; the places are those of the order as it was. */
export function dropped(order: Order, id: string, drop: Drop): Order {
  const without = order.map((place) => place.filter((other) => other !== id));
  if ("onto" in drop) return tidy(without.map((place, index) => (index === drop.onto ? [...place, id] : place)));
  return tidy([...without.slice(0, drop.before), [id], ...without.slice(drop.before)]);
}

/** One step up (−1) or down (1): out of a tie into a place of its own, or from that into a tie with the next. */
export function stepped(order: Order, id: string, step: -1 | 1): Order {
  const at = placeOf(order, id);
  if (at < 0) return order;
  if (order[at]!.length > 1) return dropped(order, id, { before: step < 0 ? at : at + 1 });
  const next = at + step;
  return next < 0 || next >= order.length ? order : dropped(order, id, { onto: next });
}

/** “A, then B and C, then D”. */
export function inWords(order: Order, nameOf: (id: string) => string): string {
  return order.map((place) => joined(place.map(nameOf))).join(", then ");
}

const joined = (names: string[]) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

const tidy = (order: Order): Order => order.filter((place) => place.length > 0);
