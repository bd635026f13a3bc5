import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocation } from "react-router";
import { followJobs } from "@/api/events";
import { carryOutAll } from "@/components/deletions";
import { PlayerBar } from "@/components/player/PlayerBar";
import { ConnectionNote } from "./ConnectionNote";
import { CrashNote } from "./CrashNote";
import { DeletionNotes } from "./DeletionNotes";
import { Header } from "./Header";
import { KeyboardMap } from "./KeyboardMap";
import { NavRail } from "./NavRail";
import { Views } from "./routes";
import { useShortcuts } from "./useShortcuts";
import classes from "./Shell.module.css";

/** The frame around every view. */
export function Shell() {
  const client = useQueryClient();
  const { pathname } = useLocation();
  const [map, setMap] = useState(false);
  useShortcuts(() => setMap((shown) => !shown));
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
      <Header showKeys={() => setMap(true)} />
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
        <DeletionNotes />
        <PlayerBar />
      </div>
      <KeyboardMap opened={map} onClose={() => setMap(false)} />
    </div>
  );
}
