import { Button } from "@mantine/core";
import { useLocation, useNavigate, useSearchParams } from "react-router";
import { plural } from "./format";
import classes from "./Pager.module.css";

interface Props {
  page: { total: number; total_capped?: boolean; next_cursor?: string | null };
  /** How one of the things is called, and several, if that is not an “s” more. */
  one: string;
  many?: string;
  /** The parameter of the address that says where the page begins; a list beside another needs its own. */
  at?: string;
}

type Passed = Record<string, (string | null)[] | undefined>;

/** Older and newer; the pages passed on the way are kept in the history entry. */
export function Pager({ page: { total, total_capped, next_cursor: next }, one, many = `${one}s`, at = "cursor" }: Props) {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const state = useLocation().state as Passed | null;
  const passed = state?.[at] ?? [];
  const cursor = search.get(at);
  const open = (to: string | null, trail: (string | null)[]) => {
    const address = new URLSearchParams(search);
    if (to) address.set(at, to);
    else address.delete(at);
    void navigate({ search: address.toString() }, { state: { ...state, [at]: trail } });
  };
  return (
    <nav className={classes.pager} aria-label={`Pages of ${many}`}>
      <span className={classes.total} data-testid="total">
        {plural(total, one, many)}
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
