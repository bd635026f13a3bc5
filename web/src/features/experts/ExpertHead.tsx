import { Button, Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { NavLink, useLocation } from "react-router";
import { ROOT } from "@/api/root";
import { OutIcon } from "@/components/icons";
import { useTitle } from "@/components/useTitle";
import classes from "./experts.module.css";

const PLACES = [
  { to: "/experts", name: "Overview", end: true },
  { to: "/experts/searches", name: "Searches", end: false },
  { to: "/experts/gaps", name: "Gaps", end: false },
  { to: "/experts/directory", name: "Directory", end: false },
  { to: "/experts/leads", name: "Leads", end: false },
  { to: "/experts/lab", name: "Lab", end: false },
  { to: "/experts/settings", name: "Settings", end: false },
];

/** The title, the places of this part, and the way to what visitors see. */
export function ExpertHead({ title, children }: { title: string; children?: ReactNode }) {
  useTitle(title);
  const places = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a phone there are more places than are in sight.
  useEffect(() => {
    places.current?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [pathname]);
  return (
    <div className={classes.head}>
      <Title order={1} className={classes.title}>
        {title}
      </Title>
      <span className={classes.buttons}>
        {children}
        <Button
          component="a"
          href={`${ROOT}/chat`}
          target="_blank"
          rel="noopener"
          variant="default"
          size="compact-md"
          rightSection={<OutIcon />}
          data-testid="open-chat"
        >
          Open the chat
        </Button>
      </span>
      <nav ref={places} className={classes.places} aria-label="Experts">
        {PLACES.map(({ to, name, end }) => (
          <NavLink key={to} to={to} end={end} className={classes.place}>
            {name}
          </NavLink>
        ))}
      </nav>
    </div>
  );
}
