import { Button } from "@mantine/core";
import { DownloadIcon } from "@/components/icons";

/** A list as a file for spreadsheets, whole, as the filters have it. */
export const ExportButton = ({ href }: { href: string }) => (
  <Button component="a" href={href} download variant="default" size="compact-md" leftSection={<DownloadIcon />} data-testid="export">
    CSV
  </Button>
);
