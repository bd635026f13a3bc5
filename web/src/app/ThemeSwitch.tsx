import { ActionIcon, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import { MoonIcon, SunIcon, SystemIcon } from "@/components/icons";

const NEXT: Record<MantineColorScheme, MantineColorScheme> = { auto: "light", light: "dark", dark: "auto" };
const NAMES: Record<MantineColorScheme, string> = { auto: "as the system", light: "light", dark: "dark" };
const ICONS: Record<MantineColorScheme, ReactNode> = {
  auto: <SystemIcon />,
  light: <SunIcon />,
  dark: <MoonIcon />,
};

export function ThemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const label = `Colours: ${NAMES[colorScheme]}. Switch to ${NAMES[NEXT[colorScheme]]}`;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(NEXT[colorScheme])}
      data-testid="theme"
    >
      {ICONS[colorScheme]}
    </ActionIcon>
  );
}
