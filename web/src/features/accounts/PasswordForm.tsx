import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useChangePassword } from "@/api/accounts";
import { elsewhere, errorAt } from "@/components/fieldErrors";
import { ErrorNote } from "@/components/ErrorNote";
import { notify } from "@/components/notices";
import { NewPasswordField, PasswordField } from "./fields";
import classes from "./accounts.module.css";

export function PasswordForm({ email }: { email: string }) {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useChangePassword();
  const done = () => {
    setCurrent("");
    setNext("");
    notify({ id: "password", text: "Your password is changed. Everywhere else you are signed out." });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ current_password: current, new_password: next }, { onSuccess: done });
  };
  const rest = elsewhere(change.error, "current_password", "new_password");
  return (
    <form className={classes.form} onSubmit={submit} data-testid="password-form">
      {/* Password managers want to know whose password it is. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden aria-label="Email" />
      <PasswordField
        label="Current password"
        value={current}
        change={setCurrent}
        error={errorAt(change.error, "current_password")}
        data-testid="current-password"
      />
      <NewPasswordField
        label="New password"
        value={next}
        change={setNext}
        error={errorAt(change.error, "new_password")}
      />
      {rest && <ErrorNote error={rest} />}
      <Button type="submit" variant="default" loading={change.isPending} data-testid="password-submit">
        Change password
      </Button>
    </form>
  );
}
