import { Anchor, Button, SegmentedControl, Title, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useMe } from "@/api/queries";
import { ROOT } from "@/api/root";
import { useSignOut } from "@/api/system";
import { ErrorNote } from "@/components/ErrorNote";
import { useTitle } from "@/components/useTitle";
import { AlertSetting } from "./AlertSetting";
import { ServerFacts } from "./ServerFacts";
import classes from "./SettingsPage.module.css";

export function SettingsPage() {
  useTitle("Settings");
  const { data: me } = useMe();
  return (
    <>
      <Title order={1}>Settings</Title>
      <Part title="This browser">
        <Colours />
        <AlertSetting />
        <SignedIn role={me?.role} />
      </Part>
      <Part title="The server">
        {me?.role === "admin" ? (
          <ServerFacts />
        ) : (
          <p className={classes.text}>Only an administrator may see its facts.</p>
        )}
      </Part>
      <Part title="More">
        <p className={classes.text}>
          <Anchor underline="always" href={`${ROOT}/docs`}>The API</Anchor>: everything that this page does, described for programs.
        </p>
        <p className={classes.text}>
          <Anchor underline="always" component={Link} to="/songs/components">
            Components
          </Anchor>
          : every state of the parts that this page is made of.
        </p>
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <Title order={2}>{title}</Title>
      {children}
    </section>
  );
}

const SCHEMES = [
  { value: "auto", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

function Colours() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className={classes.setting}>
      <span id="colours">Colours</span>
      <SegmentedControl
        aria-labelledby="colours"
        size="xs"
        data={SCHEMES}
        value={colorScheme}
        onChange={(value) => setColorScheme(value as MantineColorScheme)}
        data-testid="colours"
      />
    </div>
  );
}

const ROLES = { admin: "as an administrator", member: "as a member", rater: "as a rater" };

function SignedIn({ role }: { role: keyof typeof ROLES | undefined }) {
  const signOut = useSignOut();
  return (
    <div className={classes.setting}>
      <div>
        <div>You are signed in {role && ROLES[role]}</div>
        <p className={classes.hint}>
          To sign in elsewhere, run <code>reprise token</code> on the machine of the server. Whoever has the token has
          everything here; this page never shows it.
        </p>
        {signOut.error && <ErrorNote error={signOut.error} />}
      </div>
      <Button
        size="compact-md"
        variant="default"
        loading={signOut.isPending}
        onClick={() => signOut.mutate()}
        data-testid="sign-out"
      >
        Sign out
      </Button>
    </div>
  );
}
