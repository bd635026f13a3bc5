import { useSyncExternalStore } from "react";
import { player, type PlayerState } from "./player";

/** A part of the player's state: nothing is drawn anew while that part stays the same. */
export const usePlayer = <T>(part: (state: PlayerState) => T): T =>
  useSyncExternalStore(player.state.subscribe, () => part(player.state.get()));

/** Whether this is the sample that the player holds. */
export const useIsLoaded = (audioId: string): boolean => usePlayer(({ track }) => track?.audioId === audioId);

/** The playhead in whole seconds, 0 for a sample that is not `active`: redraws once a second, not sixty times. */
export const usePlayheadSecond = (active: boolean): number =>
  useSyncExternalStore(player.time.subscribe, () => (active ? Math.floor(player.time.get()) : 0));
