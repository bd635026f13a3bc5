import { Button } from "@mantine/core";
import { useLocation, useNavigate, useSearchParams } from "react-router";
import { plural } from "./format";
import classes from "./Pager.module.css";

interface Props {
  page: { total: number; total_capped?: boolean; next_cursor?: string | null };
  /** How one of the things is called. */
  one: string;
}

/** Older and newer; the pages passed on the way are kept in the history entry. */
export function Pager({ page: { total, total_capped, next_cursor: next }, one }: Props) {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const passed = (useLocation().state as { passed?: (string | null)[] } | null)?.passed ?? [];
  const cursor = search.get("cursor");
  const open = (to: string | null, trail: (string | null)[]) => {
    const address = new URLSearchParams(search);
    if (to) address.set("cursor", to);
    else address.delete("cursor");
    void navigate({ search: address.toString() }, { state: { passed: trail } });
  };
  return (
    <nav className={classes.pager} aria-label="Pages of the list">
      <span className={classes.total} data-testid="total">
        {plural(total, one)}
        {total_capped && " or more"}
      </span>
      {(cursor || next) && (
        <>
          <Button variant="default" disabled={!cursor} onClick={() => open(passed.at(-1) ?? null, passed.slice(0, -1))}>
            Newer
          </Button>
          <Button variant="default" disabled={!next} onClick={() => open(next ?? null, [...passed, cursor])}>
            Older
          </Button>
        </>
      )}
    </nav>
  );
}
