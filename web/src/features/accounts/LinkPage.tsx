import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useNavigate } from "react-router";
import { useResetPassword } from "@/api/accounts";
import { keys } from "@/api/keys";
import { elsewhere, errorAt } from "@/components/fieldErrors";
import { ErrorNote } from "@/components/ErrorNote";
import { DoorFrame } from "./DoorFrame";
import { NewPasswordField } from "./fields";
import type { AccountLink } from "./links";
import { SignUp } from "./SignUp";
import classes from "./accounts.module.css";

/** What an administrator's link leads to: an account of one's own, or a new password. */
export function LinkPage({ link: { kind, token } }: { link: AccountLink }) {
  const navigate = useNavigate();
  const leave = () => void navigate("/", { replace: true });
  return kind === "invite" ? <SignUp invite={token} back={leave} done={leave} /> : <Reset token={token} leave={leave} />;
}

function Reset({ token, leave }: { token: string; leave: () => void }) {
  const [password, setPassword] = useState("");
  const client = useQueryClient();
  const reset = useResetPassword();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Whoever was signed in here is not any more.
    reset.mutate({ token, password }, { onSuccess: () => client.resetQueries({ queryKey: keys.me }) });
  };
  if (reset.isSuccess) {
    return (
      <DoorFrame title="Your password is changed">
        <p role="status">You were signed out everywhere. Sign in with the new password to go on.</p>
        <Button onClick={leave} style={{ alignSelf: "start" }} data-testid="reset-done">
          Sign in
        </Button>
      </DoorFrame>
    );
  }
  const rest = elsewhere(reset.error, "password");
  return (
    <DoorFrame title="Choose a new password">
      <p className={classes.quiet}>The link works once. Afterwards you are signed out everywhere.</p>
      <form className={classes.form} onSubmit={submit} data-testid="reset">
        <NewPasswordField
          label="New password"
          value={password}
          change={setPassword}
          error={errorAt(reset.error, "password")}
        />
        {rest && <ErrorNote error={rest} />}
        <Button type="submit" loading={reset.isPending} data-testid="reset-submit">
          Change password
        </Button>
      </form>
    </DoorFrame>
  );
}
