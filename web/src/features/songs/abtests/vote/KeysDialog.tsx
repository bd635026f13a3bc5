import { Kbd, Modal } from "@mantine/core";
import { Fragment } from "react";
import { VOTE_KEYS } from "./voteKeys";
import classes from "./vote.module.css";

export function KeysDialog({ opened, close }: { opened: boolean; close: () => void }) {
  return (
    <Modal opened={opened} onClose={close} title="Keys" closeButtonProps={{ "aria-label": "Close" }}>
      <dl className={classes.keys} data-testid="vote-keys">
        {VOTE_KEYS.map(([keys, meaning]) => (
          <Fragment key={meaning}>
            <dt>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </Fragment>
        ))}
      </dl>
    </Modal>
  );
}
