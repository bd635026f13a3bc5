import { Link, useLocation } from "react-router";
import { EXPERTS, INTERVIEWS, OTHERS, SETTINGS, SONGS, VIEWS } from "./views";
import classes from "./Shell.module.css";

/** Where one is; the way up is a link. */
export function Crumbs() {
  const { pathname } = useLocation();
  // What is deeper down names the place better.
  const view = [...OTHERS, ...VIEWS].find(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  if (!view) return <span className={classes.crumbs} />;
  const below = pathname !== view.to;
  const above = [...SONGS, INTERVIEWS, EXPERTS, SETTINGS].find(({ to }) => view.to.startsWith(`${to}/`));
  return (
    <nav className={classes.crumbs} aria-label="Breadcrumb" data-testid="crumbs">
      <ol>
        {pathname.startsWith("/songs") && <li>Songs</li>}
        {above && (
          <li>
            <Link to={above.to}>{above.name}</Link>
          </li>
        )}
        <li>{below ? <Link to={view.to}>{view.name}</Link> : <span aria-current="page">{view.name}</span>}</li>
        {below && <li aria-current="page">One {view.one ?? view.name.toLowerCase().replace(/s$/, "")}</li>}
      </ol>
    </nav>
  );
}
