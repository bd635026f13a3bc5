import { Button, Modal } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useDeleteAccount } from "@/api/accounts";
import { forgetDrafts } from "@/components/answerDrafts";
import { elsewhere, errorAt } from "@/components/fieldErrors";
import { ErrorNote } from "@/components/ErrorNote";
import { Part } from "./AccountPage";
import { PasswordField } from "./fields";
import classes from "./accounts.module.css";

/** For good, so it asks for the password. */
export function DeleteAccount() {
  const [asking, setAsking] = useState(false);
  return (
    <Part title="Delete the account">
      <p className={classes.lead}>
        Your résumé, postings, sessions, feedback and keys are deleted for good. Songs stay with this Reprise.
      </p>
      <Button variant="default" onClick={() => setAsking(true)} data-testid="delete-account">
        Delete my account…
      </Button>
      {asking && <Confirmation close={() => setAsking(false)} />}
    </Part>
  );
}

function Confirmation({ close }: { close: () => void }) {
  const [password, setPassword] = useState("");
  const remove = useDeleteAccount();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password) void remove.mutateAsync(password).then(forgetDrafts, () => undefined);
  };
  const rest = elsewhere(remove.error, "password");
  return (
    <Modal opened onClose={close} title="Delete your account for good" closeButtonProps={{ "aria-label": "Close" }}>
      <form className={classes.form} onSubmit={submit} data-testid="delete-account-form">
        <p style={{ margin: 0 }}>This cannot be undone. Export your data first if you want to keep it.</p>
        <PasswordField
          label="Your password"
          value={password}
          change={setPassword}
          error={errorAt(remove.error, "password")}
        />
        {rest && <ErrorNote error={rest} />}
        <Button
          type="submit"
          color="red.9"
          loading={remove.isPending}
          disabled={!password}
          data-testid="delete-account-submit"
        >
          Delete everything of mine
        </Button>
      </form>
    </Modal>
  );
}
