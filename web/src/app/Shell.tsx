import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { useLocation } from "react-router";
import { followJobs } from "@/api/events";
import { PlayerBar } from "@/components/player/PlayerBar";
import { carryOutAll } from "@/components/undo";
import { ConnectionNote } from "./ConnectionNote";
import { CrashNote } from "./CrashNote";
import { Header } from "./Header";
import { NavRail } from "./NavRail";
import { Notices } from "./Notices";
import { Views } from "./routes";
import { useFinishNotes } from "./useFinishNotes";
import { useShortcuts } from "./useShortcuts";
import classes from "./Shell.module.css";

const loadSearch = () => import("./SearchDialog");
const SearchDialog = lazy(async () => ({ default: (await loadSearch()).SearchDialog }));
const KeyboardMap = lazy(async () => ({ default: (await import("./KeyboardMap")).KeyboardMap }));

/** By then the view that was asked for has loaded. */
const SETTLED_MS = 1_000;

/** The frame around every view. */
export function Shell() {
  const client = useQueryClient();
  const { pathname } = useLocation();
  // Null until it is asked for first.
  const [map, setMap] = useState<boolean | null>(null);
  const [searching, setSearching] = useState(false);
  useShortcuts({ toggleMap: () => setMap((shown) => !shown), search: () => setSearching(true) });
  useFinishNotes();
  useEffect(() => followJobs(client), [client]);
  useEffect(() => {
    // There before it is asked for: what is typed into it at once must not be lost.
    const soon = window.setTimeout(() => void loadSearch(), SETTLED_MS);
    return () => window.clearTimeout(soon);
  }, []);
  useEffect(() => {
    window.addEventListener("pagehide", carryOutAll);
    return () => window.removeEventListener("pagehide", carryOutAll);
  }, []);
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        Skip to the content
      </a>
      <Header showKeys={() => setMap(true)} search={() => setSearching(true)} />
      <NavRail />
      <main id="main" tabIndex={-1} className={classes.main}>
        <div className={classes.content}>
          <ConnectionNote />
          <CrashNote key={pathname}>
            <Views />
          </CrashNote>
        </div>
      </main>
      <div className={classes.foot}>
        <Notices />
        <PlayerBar />
      </div>
      <Suspense>{map !== null && <KeyboardMap opened={map} onClose={() => setMap(false)} />}</Suspense>
      <Suspense>{searching && <SearchDialog close={() => setSearching(false)} />}</Suspense>
    </div>
  );
}
