import { createStore } from "@/api/store";

const sounding = createStore<object | null>(null);

/** One thing of the page sounds at a time: whatever sounded before falls silent. */
export const beginSounding = (who: object) => sounding.set(who);

/** Be told when something else begins; returns the function that ends it. */
export const silenceFor = (who: object, fallSilent: () => void) =>
  sounding.subscribe(() => {
    if (sounding.get() !== who) fallSilent();
  });
