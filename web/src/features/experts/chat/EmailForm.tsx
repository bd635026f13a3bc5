import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { errorAt } from "@/components/fieldErrors";
import { giveEmail } from "./visitorApi";
import classes from "./chat.module.css";

const FIELD = "visitor-email";
const INVALID = "Please enter a valid email address.";

/** Takes whoever wants a profile to the one field that opens it. */
export const focusEmail = () => document.getElementById(FIELD)?.focus();

interface Props {
  /** What was asked. */
  query: string;
  /** What the visitor agrees to. */
  consent: string;
  unlock: () => Promise<void>;
}

/** The gate: an email once, and every profile is open to this visitor. */
export function EmailForm({ query, consent, unlock }: Props) {
  const [email, setEmail] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!email.trim()) return setProblem(INVALID);
    setSending(true);
    try {
      await giveEmail(email.trim(), query);
      const turn = form.current?.closest("li");
      await unlock();
      // The form is gone, and with it the focus: what it opened comes next.
      requestAnimationFrame(() => turn?.querySelector<HTMLElement>("a")?.focus());
    } catch (cause) {
      setProblem(errorAt(cause as Error, "email") ?? (cause as Error).message);
      setSending(false);
      focusEmail();
    }
  };
  return (
    <form ref={form} className={classes.gate} onSubmit={(event) => void submit(event)} noValidate data-testid="email-form">
      <TextInput
        id={FIELD}
        className={classes.field}
        size="md"
        type="email"
        label="Your email opens the profiles"
        autoComplete="email"
        inputMode="email"
        value={email}
        onChange={(event) => {
          setEmail(event.currentTarget.value);
          setProblem(null);
        }}
        error={problem}
        data-testid="email"
      />
      <Button type="submit" size="md" loading={sending} data-testid="email-send">
        Open the profiles
      </Button>
      <p className={classes.consent} data-testid="consent">
        {consent}
      </p>
    </form>
  );
}
