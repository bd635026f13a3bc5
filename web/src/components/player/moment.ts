import { useEffect, useRef } from "react";
import { useSearchParams } from "react-router";
import { ROOT } from "@/api/root";
import { notify } from "@/components/notices";
import { player, type Track } from "./player";

const NOTICE = "link";

/** The address of a sample, and of the moment of it where the player is. */
function addressOf(jobId: string, label: string, audioId: string): string {
  const loaded = player.state.get().track?.audioId === audioId;
  const at = loaded ? Math.floor(player.time.get()) : 0;
  const moment = at > 0 ? `&t=${at}` : "";
  return `${window.location.origin}${ROOT}/songs/jobs/${jobId}?sample=${label}${moment}`;
}

/** Whoever opens the link finds the sample in the player, at the same moment. */
export async function copyLink(jobId: string, label: string, audioId: string): Promise<void> {
  const address = addressOf(jobId, label, audioId);
  try {
    await navigator.clipboard.writeText(address);
    notify({ id: NOTICE, text: "The link is copied." });
  } catch {
    // Without https, or where the person has forbidden it.
    notify({ id: NOTICE, text: address });
  }
}

/** Take the sample that the address names into the player, once; what plays already goes on. */
export function useLinkedMoment(tracks: Track[]): void {
  const [search] = useSearchParams();
  const done = useRef(false);
  const [label, at] = [search.get("sample"), Number(search.get("t"))];
  useEffect(() => {
    const track = tracks.find((one) => one.label === label);
    if (done.current || !track) return;
    done.current = true;
    if (player.state.get().playing) return;
    player.show(track, tracks, Number.isFinite(at) ? Math.min(Math.max(0, at), track.duration) : 0);
  }, [tracks, label, at]);
}
