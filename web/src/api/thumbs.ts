import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";
import { ROOT } from "./root";

export type ThumbInsights = Schemas["ThumbInsights"];
export type ThumbCounts = Schemas["Thumbs"];

/** Who liked what they got, of all apps, by the day on which they said so. */
export const useThumbs = (days: number) =>
  useQuery({
    queryKey: ["insights", "thumbs", days],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => ask(api.GET("/api/v1/insights/thumbs", { params: { query: { days } }, signal })),
  });

/** Answers of the chat with the thumb that counts, as examples to train on. */
export const KTO_URL = `${ROOT}/api/v1/insights/kto`;
