import { Button, Menu } from "@mantine/core";
import { EXPORTS, exportUrl, type FeedbackFilter } from "@/api/feedback";
import { DownloadIcon } from "@/components/icons";
import { isNarrowed } from "./feedbackQuery";
import classes from "./FeedbackPage.module.css";

const WORDS = {
  csv: "CSV, for spreadsheets",
  jsonl: "JSON Lines, one record a line",
  parquet: "Parquet, for data frames",
} as const;

/** All that the filters let through, with what each sample was made of. */
export function ExportMenu({ filter }: { filter: FeedbackFilter }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<DownloadIcon />} data-testid="export">
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={classes.menuNote}>
          {isNarrowed(filter) ? "What the filters show, on all pages" : "All feedback"}, with prompt, seeds, engine, adapter
          and checksum
        </Menu.Label>
        {EXPORTS.map((format) => (
          <Menu.Item key={format} component="a" href={exportUrl(format, filter)} download data-format={format}>
            {WORDS[format]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
