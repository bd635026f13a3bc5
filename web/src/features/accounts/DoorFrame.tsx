import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import { ROOT } from "@/api/root";
import { useTitle } from "@/components/useTitle";
import classes from "./accounts.module.css";

/** The page of whoever is not in yet: one thing to do, in the middle. */
export function DoorFrame({ title, children }: { title: string; children: ReactNode }) {
  useTitle(title);
  return (
    <main className={classes.door}>
      <span className={classes.brand}>
        <img src={`${ROOT}/favicon.svg`} alt="" width={20} height={20} />
        Reprise
      </span>
      <Title order={1}>{title}</Title>
      {children}
    </main>
  );
}
