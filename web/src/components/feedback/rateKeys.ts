interface Listener {
  rate: (stars: number) => void;
  tags: () => void;
}

let listener: Listener | null = null;

/** The place that rates what plays takes the keys until the function that is returned is called. */
export function onRateKeys(next: Listener): () => void {
  listener = next;
  return () => {
    if (listener === next) listener = null;
  };
}

/** ⇧1 to ⇧5 by the place of the keys, whatever they type with shift; `t`. False where nothing plays. */
export function pressRateKey({ code, key, shiftKey }: Pick<KeyboardEvent, "code" | "key" | "shiftKey">): boolean {
  const stars = shiftKey ? Number(/^Digit([1-5])$/.exec(code)?.[1] ?? 0) : 0;
  if (!listener || !(stars || key === "t")) return false;
  if (stars) listener.rate(stars);
  else listener.tags();
  return true;
}
