import { Button, Title } from "@mantine/core";
import { useEffect, useRef } from "react";
import { ThemeSwitch } from "@/app/ThemeSwitch";
import { NewIcon } from "@/components/icons";
import { useTitle } from "@/components/useTitle";
import { AskForm, type AskFormHandle } from "./AskForm";
import { announcement, latestMatch } from "./conversation";
import { Start } from "./Start";
import { TurnView } from "./TurnView";
import { useChat } from "./useChat";
import { isEmbedded } from "./visitor";
import { useVisitor } from "./visitorApi";
import classes from "./chat.module.css";

/** Where a visitor describes a problem and is told who could help. */
export function ChatPage() {
  useTitle("Find an expert");
  const chat = useChat();
  const { turns, busy } = chat;
  const { data: visitor } = useVisitor();
  const unlocked = visitor?.unlocked;
  // Opened in another tab, or on another day: what this tab remembers is locked no longer.
  useEffect(() => {
    if (unlocked) void chat.unlock().catch(() => undefined);
  }, [unlocked]);
  const form = useRef<AskFormHandle>(null);
  const last = turns.at(-1);
  const latest = latestMatch(turns);
  const scroller = useRef<HTMLDivElement>(null);
  // The question goes to the top, and its answer has the height below it: nothing moves while it is written.
  useEffect(() => {
    scroller.current?.querySelector("li:last-child")?.scrollIntoView({ block: "start" });
  }, [last?.id]);
  const startAnew = () => {
    chat.startAnew();
    form.current?.focus();
  };
  return (
    <div className={classes.page} data-embedded={isEmbedded()}>
      <header className={classes.head}>
        <Title order={1}>Find an expert</Title>
        {turns.length > 0 && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-md"
            className={classes.anew}
            aria-label="New conversation"
            title="New conversation"
            leftSection={<NewIcon />}
            onClick={startAnew}
            data-testid="chat-new"
          >
            New conversation
          </Button>
        )}
        <ThemeSwitch />
      </header>
      <main className={classes.main} ref={scroller}>
        {turns.length === 0 ? (
          <Start pick={(example) => form.current?.fill(example)} goBack={chat.goBack} />
        ) : (
          <ol className={classes.turns} data-testid="turns">
            {turns.map((turn) => (
              <TurnView
                key={turn.id}
                turn={turn}
                chat={chat}
                consent={visitor?.consent_text}
                isLast={turn === last}
                isLatestMatch={turn === latest}
              />
            ))}
          </ol>
        )}
      </main>
      <footer className={classes.foot}>
        <AskForm ref={form} busy={busy} ask={chat.ask} stop={chat.stop} />
      </footer>
      <div className={classes.unseen} role="status" data-testid="announcement">
        {announcement(last)}
      </div>
    </div>
  );
}
