import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { usePasswordSignIn } from "@/api/accounts";
import type { Schemas } from "@/api/client";
import { ErrorNote } from "@/components/ErrorNote";
import { DoorFrame } from "./DoorFrame";
import { EmailField, PasswordField } from "./fields";
import { SignUp } from "./SignUp";
import classes from "./accounts.module.css";

type Registration = Schemas["Options"]["registration"];

/** Email and password; where anybody may join, also the way to an account. */
export function PasswordSignIn({ registration }: { registration: Registration }) {
  const [joining, setJoining] = useState(false);
  if (joining) return <SignUp back={() => setJoining(false)} />;
  return (
    <DoorFrame title="Sign in to Reprise">
      <SignInForm />
      <Joining registration={registration} join={() => setJoining(true)} />
      <p className={classes.quiet}>Forgotten your password? An administrator can make you a link to choose a new one.</p>
    </DoorFrame>
  );
}

function SignInForm() {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = usePasswordSignIn();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (email.trim() && password) signIn.mutate({ email: email.trim(), password });
  };
  return (
    <form className={classes.form} onSubmit={submit} data-testid="sign-in">
      <EmailField value={email} change={setEmail} autoFocus />
      <PasswordField value={password} change={setPassword} />
      {signIn.error && <ErrorNote error={signIn.error} />}
      <Button type="submit" loading={signIn.isPending} data-testid="sign-in-submit">
        Sign in
      </Button>
    </form>
  );
}

function Joining({ registration, join }: { registration: Registration; join: () => void }) {
  if (registration === "open") {
    return (
      <p>
        No account yet?{" "}
        <Button variant="default" size="compact-sm" onClick={join} data-testid="sign-up-open">
          Create one
        </Button>
      </p>
    );
  }
  return (
    <p className={classes.quiet} data-testid="joining">
      {registration === "invite"
        ? "No account yet? Ask an administrator for an invite link: opening it lets you create one."
        : "New accounts are not possible here at the moment. An administrator can say more."}
    </p>
  );
}
