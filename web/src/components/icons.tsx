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
export const PromptsIcon = () => <Icon><path d="M4 5h16v11H9l-5 4z" /></Icon>;
export const TemplatesIcon = () => <Icon><path d="M4 4h16v5H4zM4 13h7v7H4zM15 13h5v7h-5z" /></Icon>;
export const SettingsIcon = () => <Icon><path d="M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4" /></Icon>;
export const InterviewsIcon = () => <Icon><path d="M3 4h12v8H8l-5 4zM19 9h2v11l-4-3h-7" /></Icon>;
export const AdaptersIcon = () => <Icon><path d="M6 4v5M6 13v7M12 4v9M12 17v3M18 4v2M18 10v10M4 11h4M10 15h4M16 8h4" /></Icon>;
export const SearchIcon = () => <Icon><path d="M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM15.500 15.500 20 20" /></Icon>;
export const FoldIcon = () => <Icon><path d="M13 6l-6 6 6 6M19 6l-6 6 6 6" /></Icon>;
export const HeartIcon = ({ filled = false }: { filled?: boolean }) => (
  <Icon filled={filled}>
    <path d="M12 20s-7.500-4.700-7.500-10.200A4.300 4.300 0 0 1 12 7.200a4.300 4.300 0 0 1 7.500 2.600C19.500 15.300 12 20 12 20z" />
  </Icon>
);
export const LoopIcon = () => <Icon><path d="M17 3l4 4-4 4M3 12V9a2 2 0 0 1 2-2h16M7 21l-4-4 4-4M21 12v3a2 2 0 0 1-2 2H3" /></Icon>;
export const DownloadIcon = () => <Icon><path d="M12 4v11M7 11l5 5 5-5M5 20h14" /></Icon>;
export const MoreIcon = () => <Icon filled><path d="M4 10h4v4H4zM10 10h4v4h-4zM16 10h4v4h-4z" /></Icon>;
export const NoteIcon = () => <Icon><path d="M5 4h14v10l-5 6H5zM14 20v-6h5" /></Icon>;
export const ResetIcon = () => <Icon><path d="M5 5v5h5M5.500 10a7.500 7.500 0 1 1-.500 5" /></Icon>;
export const ExperimentsIcon = () => <Icon><path d="M9 3h6M10 3v6l-5 9a2 2 0 0 0 2 3h10a2 2 0 0 0 2-3l-5-9V3M8 15h8" /></Icon>;
export const AbTestsIcon = () => <Icon><path d="M12 4v16M8 20h8M5 7h14M5 7l-3 7h6zM19 7l-3 7h6z" /></Icon>;
export const CompareIcon = () => <Icon><path d="M4 5v14M20 5v14M8 9v6M12 7v10M16 9v6" /></Icon>;
export const ThumbIcon = ({ up }: { up: boolean }) => (
  <Icon>
    <path
      d="M7 11v9H4v-9zM7 11l4-7c1.500 0 2.500 1 2.500 2.500V10H19a1.500 1.500 0 0 1 1.500 1.800l-1.300 7A1.500 1.500 0 0 1 17.700 20H7"
      transform={up ? undefined : "rotate(180 12 12)"}
    />
  </Icon>
);
export const TagIcon = ({ filled = false }: { filled?: boolean }) => (
  <Icon filled={filled}><path d="M4 4h8l8.500 8.500-8 8L4 12z" /></Icon>
);
export const GripIcon = () => <Icon><path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" /></Icon>;
export const FeedbackIcon = () => <Icon><path d="M12 4l2.400 5.200 5.600.7-4.100 3.900 1.100 5.600-5-2.800-5 2.800 1.100-5.600L4 9.900l5.600-.7z" /></Icon>;
export const InsightsIcon = () => <Icon><path d="M4 20V4M4 20h16M8 15l4-5 3 3 5-7" /></Icon>;
export const ExpertsIcon = () => <Icon><path d="M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM3 20a6 6 0 0 1 12 0M17 8l1.500 1.500L22 6" /></Icon>;
export const SendIcon = () => <Icon><path d="M12 19V5M6 11l6-6 6 6" /></Icon>;
export const StopIcon = () => <Icon filled><path d="M6 6h12v12H6z" /></Icon>;
export const NewIcon = () => <Icon><path d="M12 5v14M5 12h14" /></Icon>;
export const LockIcon = () => <Icon><path d="M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3" /></Icon>;
export const OutIcon = () => <Icon><path d="M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9" /></Icon>;
