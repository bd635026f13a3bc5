import { createTheme, type CSSVariablesResolver } from "@mantine/core";

const SYSTEM = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const MONOSPACE = "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace";

/** One accent, three sizes of type: 12, 14 and 20 px. */
export const theme = createTheme({
  primaryColor: "indigo",
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  fontFamily: SYSTEM,
  fontFamilyMonospace: MONOSPACE,
  fontSizes: { xs: "12px", sm: "14px", md: "14px", lg: "20px", xl: "20px" },
  lineHeights: { xs: "16px", sm: "20px", md: "20px" },
  headings: {
    fontWeight: "600",
    sizes: { h1: { fontSize: "20px", lineHeight: "28px" }, h2: { fontSize: "14px", lineHeight: "20px" } },
  },
  defaultRadius: 4,
  respectReducedMotion: true,
  components: {
    SegmentedControl: { styles: { label: { fontWeight: 400 } } },
    Button: { defaultProps: { fw: 500 } },
    Skeleton: { defaultProps: { animate: false } },
    Modal: { defaultProps: { transitionProps: { duration: 100 } } },
    // Not the banner of a page of their own.
    ModalHeader: { defaultProps: { role: "presentation" } },
    DrawerHeader: { defaultProps: { role: "presentation" } },
    // A menu may own nothing but items: without it the menu itself has the focus first.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Collapse: { defaultProps: { transitionDuration: 100 } },
  },
});

/** The library's own greys for secondary text are too faint for AA. */
export const variables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": colors.gray[7],
    "--mantine-color-placeholder": "#687078",
    "--mantine-color-error": colors.red[9],
  },
  dark: {
    "--mantine-color-dimmed": colors.dark[1],
    "--mantine-color-placeholder": "#9c9c9c",
    "--mantine-color-error": colors.red[4],
  },
});
