import type { ReactNode } from "react";

function Icon({ children, filled = false }: { children: ReactNode; filled?: boolean }) {
  return (
    <svg
      width="18"
      height="18"
      viewBox="0 0 24 24"
      aria-hidden="true"
      fill={filled ? "currentColor" : "none"}
      stroke={filled ? "none" : "currentColor"}
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {children}
    </svg>
  );
}

export const PlayIcon = () => <Icon filled><path d="M8 5.1v13.8L19 12z" /></Icon>;
export const PauseIcon = () => <Icon filled><path d="M7 5h3.5v14H7zM13.5 5H17v14h-3.5z" /></Icon>;
export const CloseIcon = () => <Icon><path d="M6 6l12 12M18 6 6 18" /></Icon>;
export const GenerateIcon = () => <Icon><path d="M4 10v4M9 5v14M14 8v8M19 11v2" /></Icon>;
export const JobsIcon = () => <Icon><path d="M4 6h16M4 12h16M4 18h10" /></Icon>;
export const SunIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 2v2M12 20v2M2 12h2M20 12h2M4.900 4.900l1.400 1.400M17.700 17.700l1.400 1.400M4.900 19.100l1.400-1.400M17.700 6.300l1.400-1.400" />
  </Icon>
);
export const MoonIcon = () => <Icon><path d="M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z" /></Icon>;
export const SystemIcon = () => <Icon><path d="M3 5h18v11H3zM8 20h8M12 16v4" /></Icon>;
export const KeyboardIcon = () => <Icon><path d="M2 6h20v12H2zM6 10h.01M10 10h.01M14 10h.01M18 10h.01M7 14h10" /></Icon>;
