import { ActionIcon } from "@mantine/core";
import { Link } from "react-router";
import { KeyboardIcon } from "@/components/icons";
import { QueuePill } from "./QueuePill";
import { ThemeSwitch } from "./ThemeSwitch";
import classes from "./Shell.module.css";

export function Header({ showKeys }: { showKeys: () => void }) {
  return (
    <header className={classes.header}>
      <Link to="/songs/generate" className={classes.brand}>
        <img src="/favicon.svg" alt="" width={20} height={20} />
        Reprise
      </Link>
      <QueuePill />
      <ThemeSwitch />
      <ActionIcon
        className={classes.forKeyboards}
        variant="subtle"
        color="gray"
        size={32}
        aria-label="Keyboard map"
        title="Keyboard map (?)"
        onClick={showKeys}
      >
        <KeyboardIcon />
      </ActionIcon>
    </header>
  );
}
