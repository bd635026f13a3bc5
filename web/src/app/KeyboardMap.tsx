import { Kbd, Modal } from "@mantine/core";
import { Fragment } from "react";
import { COMMAND } from "./useShortcuts";
import { VIEWS } from "./views";
import classes from "./Shell.module.css";

const KEYS: [string[], string][] = [
  ...VIEWS.map(({ letter, name }): [string[], string] => [["g", letter], `Go to ${name}`]),
  [[COMMAND, "K"], "Search; the key / does the same"],
  [[COMMAND, "Enter"], "Generate; in an interview: send the answer"],
  [["Space"], "Play or pause"],
  [["1", "…", "9"], "Switch to sample A to I at the same playhead; the letters a to i do the same"],
  [["←"], "Back 5 seconds"],
  [["→"], "Forward 5 seconds"],
  [["⇧", "1", "…", "5"], "Rate what is in the player with one to five stars"],
  [["t"], "Tags, notes and further criteria for what is in the player"],
  [["l"], "Repeat the chosen part, or the whole sample"],
  [["[", "]"], "Put the start or the end of the repeated part at the playhead"],
  [["Shift"], "While dragging on a waveform: choose the part to repeat"],
  [["?"], "Show or hide this map"],
];

export function KeyboardMap({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" closeButtonProps={{ "aria-label": "Close" }}>
      <dl className={classes.keys} data-testid="keyboard-map">
        {KEYS.map(([keys, meaning]) => (
          <Fragment key={meaning}>
            <dt>
              {keys.map((key) => (key === "…" ? " to " : <Kbd key={key}>{key}</Kbd>))}
            </dt>
            <dd>{meaning}</dd>
          </Fragment>
        ))}
      </dl>
    </Modal>
  );
}
