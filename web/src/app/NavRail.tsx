import { useEffect, useRef, useState } from "react";
import { Link, useLocation } from "react-router";
import { FoldIcon } from "@/components/icons";
import { localStore } from "@/components/localStore";
import { prepare } from "./pages";
import { EXPERTS, INSIGHTS, INTERVIEWS, SETTINGS, SONGS, type View } from "./views";
import classes from "./Shell.module.css";

const FOLDED = "reprise.rail";

/** Beside the page, or under it on a phone; folded it shows its icons alone. */
export function NavRail() {
  const [folded, setFolded] = useState(() => localStore.read(FOLDED) === "folded");
  const fold = () => {
    localStore.write(FOLDED, folded ? null : "folded");
    setFolded(!folded);
  };
  const label = folded ? "Show the names" : "Show icons only";
  return (
    <nav className={classes.rail} data-folded={folded} aria-label="Main" data-testid="rail">
      <span className={classes.railTitle}>Songs</span>
      {SONGS.map((view) => (
        <RailLink key={view.to} view={view} />
      ))}
      <span className={classes.railTitle}>All together</span>
      <RailLink view={INSIGHTS} />
      <span className={classes.railTitle}>Practice</span>
      <RailLink view={INTERVIEWS} />
      <span className={classes.railTitle}>Advice</span>
      <RailLink view={EXPERTS} />
      <span className={classes.railGap} />
      <RailLink view={SETTINGS} />
      <button type="button" className={classes.fold} onClick={fold} aria-label={label} title={label} data-testid="fold">
        <FoldIcon />
      </button>
    </nav>
  );
}

function RailLink({ view: { to, name, icon } }: { view: View }) {
  const { pathname } = useLocation();
  const here = pathname === to || pathname.startsWith(`${to}/`);
  const link = useRef<HTMLAnchorElement>(null);
  // On a phone the rail is a bar that holds more than is in sight.
  useEffect(() => {
    if (here) link.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [here]);
  return (
    <Link
      ref={link}
      to={to}
      className={classes.link}
      aria-current={here ? "page" : undefined}
      title={name}
      onPointerEnter={() => prepare(to)}
      onFocus={() => prepare(to)}
    >
      {icon}
      <span className={classes.linkName}>{name}</span>
    </Link>
  );
}
