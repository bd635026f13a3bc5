import { api, ask, type Schemas } from "./client";

export type HeardSample = Schemas["HeardSample"];

/** Also finishes when the page is being closed (`keepalive`). */
export const reportListens = (viewId: string, context: Schemas["ListenReport"]["context"], items: HeardSample[]) =>
  ask(
    api.PUT("/api/v1/audio/listens/{view_id}", {
      params: { path: { view_id: viewId } },
      body: { context, items },
      keepalive: true,
    }),
  );
