import { Link, useLocation } from "react-router";
import { VIEWS } from "./views";
import classes from "./Shell.module.css";

export function NavRail() {
  const { pathname } = useLocation();
  const here = pathname === "/" || pathname === "/songs" ? VIEWS[0]!.to : pathname;
  return (
    <nav className={classes.rail} aria-label="Songs">
      <span className={classes.railTitle}>Songs</span>
      {VIEWS.map(({ to, name, icon }) => (
        <Link key={to} to={to} className={classes.link} aria-current={here.startsWith(to) ? "page" : undefined}>
          {icon}
          {name}
        </Link>
      ))}
    </nav>
  );
}
