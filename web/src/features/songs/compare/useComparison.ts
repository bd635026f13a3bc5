import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { api, ApiError, ask, type Schemas } from "@/api/client";
import { streamUrl } from "@/api/queries";
import { viewTransport } from "@/components/player/transport";
import { ComparisonPlayer } from "./sound/comparisonPlayer";
import { comparisonTransport } from "./sound/comparisonTransport";

export type ComparedSample = Schemas["ComparedSample"];

interface Found {
  samePrompt: boolean;
  items: ComparedSample[];
  /** How many of those that were asked for are no longer there. */
  missing: number;
}

const FEWEST = 2;

/** The samples of an address; those that were deleted meanwhile are left out and counted. */
export const useComparison = (ids: readonly string[]) =>
  useQuery({ queryKey: ["compare", ...ids], staleTime: Infinity, queryFn: ({ signal }) => compare(ids, signal) });

async function compare(ids: readonly string[], signal: AbortSignal): Promise<Found> {
  const left = [...ids];
  while (left.length >= FEWEST) {
    try {
      const { same_prompt, items } = await ask(api.POST("/api/v1/audio/compare", { body: { audio_ids: left }, signal }));
      return { samePrompt: same_prompt, items, missing: ids.length - left.length };
    } catch (error) {
      const place = placeOfMissing(error);
      if (place === null) throw error;
      left.splice(place, 1);
    }
  }
  return { samePrompt: false, items: [], missing: ids.length - left.length };
}

function placeOfMissing(error: unknown): number | null {
  if (!(error instanceof ApiError) || error.status !== 404) return null;
  const place = /^audio_ids\.(\d+)$/.exec(error.detail.field ?? "")?.[1];
  return place === undefined ? null : Number(place);
}

/** A player of these samples, which the keys move while the view is open. */
export function useComparisonPlayer(items: readonly ComparedSample[], order: readonly number[]): ComparisonPlayer {
  const player = useMemo(() => new ComparisonPlayer(items.map(toSide)), [items]);
  useEffect(() => {
    void player.load();
    return () => player.close();
  }, [player]);
  useEffect(() => {
    const transport = comparisonTransport(player, order);
    viewTransport.set(transport);
    return () => {
      if (viewTransport.get() === transport) viewTransport.set(null);
    };
  }, [player, order]);
  return player;
}

const toSide = ({ audio_id, gain_db, metadata }: ComparedSample) => ({
  audioId: audio_id,
  url: streamUrl(audio_id),
  duration: metadata.duration,
  sampleRate: metadata.sample_rate,
  channels: metadata.channels,
  gainDb: gain_db,
});
