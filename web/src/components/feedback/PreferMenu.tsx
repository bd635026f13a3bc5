import { Button, Menu } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { give, type Target } from "./giving";

interface Props {
  target: Target;
  /** The other samples of the same prompt. */
  others: { audioId: string; label: string }[];
}

/** Say that a sample is better than another one, or as good. */
export function PreferMenu({ target, others }: Props) {
  const client = useQueryClient();
  const say = (other: Props["others"][number], tie: boolean) =>
    void give(
      client,
      target,
      { audio_id: target.audioId, preferred_over: other.audioId, tie },
      tie ? `${capital(target.name)} is as good as ${other.label}` : `${capital(target.name)} is preferred over ${other.label}`,
    );
  if (!others.length) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`Better than…: ${target.name}`}
          data-testid="prefer"
        >
          Better than…
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {others.map((other) => (
          <Menu.Item key={other.audioId} onClick={() => say(other, false)} data-better-than={other.label}>
            Better than sample {other.label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {others.map((other) => (
          <Menu.Item key={other.audioId} onClick={() => say(other, true)} data-tied-with={other.label}>
            As good as sample {other.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const capital = (words: string) => words[0]!.toUpperCase() + words.slice(1);
