import { Button, PasswordInput, Title } from "@mantine/core";
import { type FormEvent, lazy, useState } from "react";
import { useAuthOptions } from "@/api/accounts";
import { useSignIn } from "@/api/mutations";
import { ErrorNote } from "@/components/ErrorNote";
import { useTitle } from "@/components/useTitle";
import classes from "./Shell.module.css";

const PasswordSignIn = lazy(async () => ({
  default: (await import("@/features/accounts/PasswordSignIn")).PasswordSignIn,
}));

/** For whoever comes without the cookie: how to get in. The address stays, so that it is there afterwards. */
export function SignIn() {
  useTitle("Sign in");
  const { data: options, error, refetch } = useAuthOptions();
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!options) return null;
  return options.auth === "accounts" ? <PasswordSignIn registration={options.registration} /> : <TokenSignIn />;
}

function TokenSignIn() {
  const [token, setToken] = useState("");
  const signIn = useSignIn();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim()) signIn.mutate(token.trim());
  };
  return (
    <main>
      <form className={classes.signIn} onSubmit={submit} data-testid="sign-in">
        <Title order={1}>Sign in to Reprise</Title>
        <p>
          Open the link that <code>reprise serve</code> printed when it started. Or run <code>reprise token</code>{" "}
          on the same machine and paste what it shows.
        </p>
        <PasswordInput
          label="Token"
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          error={signIn.error?.message}
          autoComplete="current-password"
          autoFocus
          data-testid="token"
        />
        <Button type="submit" loading={signIn.isPending} disabled={!token.trim()} style={{ alignSelf: "start" }}>
          Sign in
        </Button>
      </form>
    </main>
  );
}
