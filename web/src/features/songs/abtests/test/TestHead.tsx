import { Button, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { type AbTest, abTestKeys, deleteAbTest } from "@/api/abtests";
import { removeLater } from "@/components/undo";
import { TestState } from "../TestState";
import { CloseDialog } from "./CloseDialog";
import { RenameDialog } from "./RenameDialog";
import classes from "../abtests.module.css";

/** Its name and state, and what can be done with it now. */
export function TestHead({ test }: { test: AbTest }) {
  const [open, setOpen] = useState<"closing" | "renaming" | null>(null);
  const client = useQueryClient();
  const navigate = useNavigate();
  const { id, name, status } = test;
  const remove = () => {
    const settle = () => client.invalidateQueries({ queryKey: abTestKeys.lists });
    removeLater({ id, title: name, remove: () => deleteAbTest(id), settle });
    void navigate("/songs/ab-tests");
  };
  return (
    <div className={classes.head}>
      <Title order={1} className={classes.name}>
        {name}
      </Title>
      <span role="status">
        <TestState test={test} />
      </span>
      <div className={classes.actions}>
        {status === "ready" && (
          <>
            <Button component={Link} to={`/songs/rate/${id}`} size="compact-sm" data-testid="ab-vote">
              Vote
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setOpen("closing")} data-testid="ab-close">
              Close
            </Button>
          </>
        )}
        <Button size="compact-sm" variant="default" onClick={() => setOpen("renaming")} data-testid="ab-rename">
          Rename
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={remove} data-testid="ab-delete">
          Delete
        </Button>
      </div>
      {open === "closing" && <CloseDialog test={test} close={() => setOpen(null)} />}
      {open === "renaming" && <RenameDialog test={test} close={() => setOpen(null)} />}
    </div>
  );
}
