import { api, ask, type Engine } from "./client";
import { ROOT } from "./root";

export const FORMATS = ["flac", "mp3", "wav"] as const;
export type Format = (typeof FORMATS)[number] | Engine["exports"][number];

export const downloadUrl = (audioId: string, format: Format) =>
  `${ROOT}/api/v1/audio/${audioId}/download?format=${format}`;

/** All samples of a job with a manifest. */
export const archiveUrl = (jobId: string) => `${ROOT}/api/v1/generate/${jobId}/download`;

/** Also finishes when the page is being closed (`keepalive`). */
export const deleteSample = (id: string) =>
  ask(api.DELETE("/api/v1/audio/{audio_id}", { params: { path: { audio_id: id } }, keepalive: true }));
