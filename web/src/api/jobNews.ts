import { createStore } from "./store";

/** The job that ended last while this page was open, whatever became of it. */
export const ended = createStore<string | null>(null);
