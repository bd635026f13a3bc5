import { useSyncExternalStore } from "react";
import { useStore } from "@/api/store";
import { player } from "./player";

export const usePlayer = () => useStore(player.state);

/** The playhead in whole seconds: redraws once a second, not sixty times. */
export const usePlayheadSecond = () =>
  useSyncExternalStore(player.time.subscribe, () => Math.floor(player.time.get()));
