import { useCallback, useLayoutEffect, useState } from "react";
import type { Criterion } from "@/api/feedback";
import { feedbackDrafts } from "./drafts";

/** What may be shown of a sample's stars, and who must be told of new ones. */
export interface BlindStars {
  blind: boolean;
  /** Of the stars that are stored, those that may be seen. */
  seen: (criterion: Criterion, stored: number | null) => number | null;
  given: (criterion: Criterion, stars: number) => void;
}

/**
 * While a sample is hidden only what was said since then is shown: anything older would say which one it is. Words
 * that were not saved become an ordinary draft with the reveal.
 */
export function useBlindStars(audioId: string, blind: boolean): BlindStars {
  const [stars, setStars] = useState<Partial<Record<Criterion, number>>>({});
  useLayoutEffect(() => {
    setStars({});
    if (!blind) return undefined;
    feedbackDrafts.uncover(audioId);
    return () => feedbackDrafts.uncover(audioId);
  }, [audioId, blind]);
  const given = useCallback(
    (criterion: Criterion, count: number) => setStars((now) => ({ ...now, [criterion]: count })),
    [],
  );
  return {
    blind,
    given,
    seen: (criterion, stored) => (blind && stored !== stars[criterion] ? null : stored),
  };
}
