import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocation } from "react-router";
import { followJobs } from "@/api/events";
import { PlayerBar } from "@/components/player/PlayerBar";
import { carryOutAll } from "@/components/undo";
import { ConnectionNote } from "./ConnectionNote";
import { CrashNote } from "./CrashNote";
import { Header } from "./Header";
import { KeyboardMap } from "./KeyboardMap";
import { NavRail } from "./NavRail";
import { Notices } from "./Notices";
import { Views } from "./routes";
import { SearchDialog } from "./SearchDialog";
import { useFinishNotes } from "./useFinishNotes";
import { useShortcuts } from "./useShortcuts";
import classes from "./Shell.module.css";

/** The frame around every view. */
export function Shell() {
  const client = useQueryClient();
  const { pathname } = useLocation();
  const [map, setMap] = useState(false);
  const [searching, setSearching] = useState(false);
  useShortcuts({ toggleMap: () => setMap((shown) => !shown), search: () => setSearching(true) });
  useFinishNotes();
  useEffect(() => followJobs(client), [client]);
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
      <KeyboardMap opened={map} onClose={() => setMap(false)} />
      {searching && <SearchDialog close={() => setSearching(false)} />}
    </div>
  );
}
