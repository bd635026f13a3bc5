import { PasswordInput, TextInput } from "@mantine/core";

export const PASSWORD = { least: 8, most: 128 } as const;

interface Props {
  value: string;
  change: (value: string) => void;
  error?: string | undefined;
  label?: string;
  autoFocus?: boolean;
  "data-testid"?: string;
}

export function EmailField({ value, change, error, label = "Email", autoFocus = false }: Props) {
  return (
    <TextInput
      type="email"
      label={label}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
      error={error}
      autoComplete="username"
      autoFocus={autoFocus}
      maxLength={254}
      required
      withAsterisk={false}
      data-testid="email"
    />
  );
}

/** For a password that exists. */
export function PasswordField({ value, change, error, label = "Password", "data-testid": testId = "password" }: Props) {
  return (
    <PasswordInput
      label={label}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
      error={error}
      // The library forgets it for this one.
      aria-invalid={Boolean(error)}
      autoComplete="current-password"
      maxLength={PASSWORD.most}
      required
      withAsterisk={false}
      visibilityToggleButtonProps={TOGGLE}
      data-testid={testId}
    />
  );
}

/** For a password that is being chosen. */
export function NewPasswordField({ value, change, error, label = "Password" }: Props) {
  return (
    <PasswordInput
      label={label}
      description={`At least ${PASSWORD.least} characters. A sentence that only you know is easy to keep.`}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
      error={error}
      aria-invalid={Boolean(error)}
      autoComplete="new-password"
      minLength={PASSWORD.least}
      maxLength={PASSWORD.most}
      required
      withAsterisk={false}
      visibilityToggleButtonProps={TOGGLE}
      data-testid="new-password"
    />
  );
}

// The library leaves it out of the order of the tabulator key, where nobody without a mouse finds it.
const TOGGLE = { "aria-label": "Show or hide the password", tabIndex: 0 };
