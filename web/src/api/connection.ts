import { createStore } from "./store";

/** Whether news arrives: `lost` from the first failed attempt until the server is back. */
export type Connection = "connecting" | "open" | "lost";

export const connection = createStore<Connection>("connecting");
