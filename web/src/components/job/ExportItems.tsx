import { Menu } from "@mantine/core";
import type { Audio, Engine } from "@/api/client";
import { downloadUrl } from "@/api/downloads";
import { useEngines } from "@/api/queries";
import classes from "./checks.module.css";

type Export = Engine["exports"][number];

const WORDS: Record<Export, [string, string]> = {
  midi: ["MIDI", "the notes"],
  stems: ["Stems", "a ZIP of the parts before mastering"],
};

/** What the engine gives of a sample besides audio; only the version that made it can. */
export function ExportItems({ audio }: { audio: Audio }) {
  const { data: engines } = useEngines();
  const engine = engines?.find(({ name }) => name === audio.engine);
  if (!engine?.exports.length) return null;
  const same = engine.version === audio.engine_version;
  return (
    <>
      <Menu.Divider />
      {engine.exports.map((format) => (
        <ExportItem key={format} audio={audio} format={format} available={same} />
      ))}
      {!same && (
        <Menu.Label className={classes.menuNote}>
          Made by {audio.engine} {audio.engine_version}; version {engine.version} would make another piece.
        </Menu.Label>
      )}
    </>
  );
}

function ExportItem({ audio, format, available }: { audio: Audio; format: Export; available: boolean }) {
  const [name, what] = WORDS[format];
  const words = `${name}, ${what}`;
  if (!available)
    return (
      <Menu.Item disabled data-format={format}>
        {words}
      </Menu.Item>
    );
  return (
    <Menu.Item component="a" href={downloadUrl(audio.id, format)} download data-format={format}>
      {words}
    </Menu.Item>
  );
}
