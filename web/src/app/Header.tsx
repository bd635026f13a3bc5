import { ActionIcon } from "@mantine/core";
import { Link } from "react-router";
import { ROOT } from "@/api/root";
import { KeyboardIcon, SearchIcon } from "@/components/icons";
import { Crumbs } from "./Crumbs";
import { QueuePill } from "./QueuePill";
import { ThemeSwitch } from "./ThemeSwitch";
import { COMMAND } from "./useShortcuts";
import classes from "./Shell.module.css";

interface Props {
  showKeys: () => void;
  search: () => void;
}

export function Header({ showKeys, search }: Props) {
  return (
    <header className={classes.header}>
      <Link to="/songs/generate" className={classes.brand}>
        <img src={`${ROOT}/favicon.svg`} alt="" width={20} height={20} />
        <span className={classes.brandName}>Reprise</span>
      </Link>
      <Crumbs />
      <button type="button" className={classes.search} onClick={search} data-testid="search-open">
        <SearchIcon />
        <span className={classes.searchText}>Search prompts and pages</span>
        <kbd>{COMMAND}&thinsp;K</kbd>
      </button>
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
