import { Button, Text } from "@mantine/core";
import { useLocation, useNavigate, useSearchParams } from "react-router";
import type { Schemas } from "@/api/client";
import { plural } from "@/components/format";
import classes from "./JobsPage.module.css";

/** Older and newer; the pages passed on the way are kept in the history entry. */
export function Pager({ page }: { page: Schemas["Page_JobOut_"] }) {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const passed = (useLocation().state as { passed?: (string | null)[] } | null)?.passed ?? [];
  const cursor = search.get("cursor");

  const open = (to: string | null, trail: (string | null)[]) => {
    const next = new URLSearchParams(search);
    if (to) next.set("cursor", to);
    else next.delete("cursor");
    void navigate({ search: next.toString() }, { state: { passed: trail } });
  };

  return (
    <nav className={classes.pager} aria-label="Pages of the list">
      <Text c="dimmed" data-testid="total">
        {plural(page.total, "job")}
        {page.total_capped && " or more"}
      </Text>
      {(cursor || page.next_cursor) && (
        <>
          <Button
            variant="default"
            disabled={!cursor}
            onClick={() => open(passed.at(-1) ?? null, passed.slice(0, -1))}
          >
            Newer
          </Button>
          <Button
            variant="default"
            disabled={!page.next_cursor}
            onClick={() => open(page.next_cursor ?? null, [...passed, cursor])}
          >
            Older
          </Button>
        </>
      )}
    </nav>
  );
}
