import { ActionIcon, Menu } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import type { Audio } from "@/api/client";
import { downloadUrl, FORMATS } from "@/api/downloads";
import { DownloadIcon, MoreIcon } from "@/components/icons";
import { bytes } from "@/components/format";
import { addToTray } from "@/components/player/compareTray";
import { copyLink } from "@/components/player/moment";
import { FavoriteButton } from "@/components/FavoriteButton";
import { ExportItems } from "./ExportItems";
import { FavoriteNote } from "./FavoriteNote";
import { deleteSampleLater } from "./sampleDeletions";
import classes from "./job.module.css";

/** Heart, note, downloads, and what else can be done with a finished sample. */
export function SampleActions({ audio }: { audio: Audio }) {
  return (
    <div className={classes.sampleActions}>
      <FavoriteNote kind="sample" id={audio.id} name={`sample ${audio.label}`} />
      <FavoriteButton kind="sample" id={audio.id} name={`sample ${audio.label}`} />
      <Downloads audio={audio} />
      <More audio={audio} />
    </div>
  );
}

function Downloads({ audio }: { audio: Audio }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={`Download sample ${audio.label}`}
          title="Download"
          data-testid="download"
        >
          <DownloadIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map((format) => (
          <Menu.Item key={format} component="a" href={downloadUrl(audio.id, format)} download data-format={format}>
            {format.toUpperCase()}
            {format === "flac" && `, ${bytes(audio.bytes)}`}
          </Menu.Item>
        ))}
        <ExportItems audio={audio} />
      </Menu.Dropdown>
    </Menu>
  );
}

function More({ audio }: { audio: Audio }) {
  const client = useQueryClient();
  const { id, label, prompt, job_id, seed } = audio;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={`More for sample ${label}`}
          title="More"
          data-testid="sample-more"
        >
          <MoreIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => addToTray({ audioId: id, label, title: prompt.text })} data-testid="to-tray">
          Add to the comparison
        </Menu.Item>
        <Menu.Item onClick={() => void copyLink(job_id, label, id)} data-testid="copy-link">
          Copy a link to it
        </Menu.Item>
        <Menu.Item component={Link} to={`/songs/generate?like=${job_id}`}>
          More like this
        </Menu.Item>
        <Menu.Item component={Link} to={`/songs/generate?seed=${seed}`}>
          Same seed, other prompt
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => deleteSampleLater(client, audio)} data-testid="delete-sample">
          Delete this sample
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
