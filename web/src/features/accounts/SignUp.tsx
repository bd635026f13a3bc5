import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useRegister } from "@/api/accounts";
import { elsewhere, errorAt } from "@/components/fieldErrors";
import { ErrorNote } from "@/components/ErrorNote";
import { DoorFrame } from "./DoorFrame";
import { EmailField, NewPasswordField } from "./fields";
import classes from "./accounts.module.css";

interface Props {
  /** The token of an invite link. */
  invite?: string;
  back: () => void;
  /** Once one is signed in with the new account. */
  done?: () => void;
}

export function SignUp({ invite, back, done }: Props) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const register = useRegister();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    register.mutate({ email: email.trim(), password, ...(invite && { invite }) }, { onSuccess: done });
  };
  const rest = elsewhere(register.error, "email", "password");
  return (
    <DoorFrame title="Create your account">
      <p className={classes.quiet}>
        {invite ? "You were invited to this Reprise. " : ""}Your interviews stay private to you, from administrators too.
      </p>
      <form className={classes.form} onSubmit={submit} data-testid="sign-up">
        <EmailField value={email} change={setEmail} error={errorAt(register.error, "email")} autoFocus />
        <NewPasswordField value={password} change={setPassword} error={errorAt(register.error, "password")} />
        {rest && <ErrorNote error={rest} />}
        <Button type="submit" loading={register.isPending} data-testid="sign-up-submit">
          Create account
        </Button>
      </form>
      <p>
        Already have one?{" "}
        <Button variant="default" size="compact-sm" onClick={back}>
          Sign in
        </Button>
      </p>
    </DoorFrame>
  );
}
