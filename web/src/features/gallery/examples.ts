import type { Job } from "@/api/client";

const AT = "2026-01-01T12:00:00Z";

const QUEUED: Job = {
  id: "00000000-0000-7000-8000-000000000001",
  prompt_id: "00000000-0000-7000-8000-000000000002",
  prompt_text: "slow sad piano in D minor, 60 bpm",
  engine: "composer",
  adapter_id: null,
  adapter_version_id: null,
  adapter: null,
  experiment_id: null,
  status: "queued",
  cancel_requested_at: null,
  progress: 0,
  stage: null,
  queue_position: 3,
  eta_seconds: 95,
  num_samples: 4,
  audio_ids: [],
  seed: 7,
  duration: 30,
  parameters: {},
  priority: 0,
  composed_prompt: null,
  not_understood: [],
  error: null,
  retry_of: null,
  created_at: AT,
  started_at: null,
  completed_at: null,
  feedback: { count: 0, has_feedback: false, average_rating: null },
  links: { self: "", events: "", prompt: "", feedback: "" },
};

const processing = (progress: number, change: Partial<Job>): Job => ({
  ...QUEUED,
  status: "processing",
  queue_position: null,
  started_at: AT,
  progress,
  ...change,
});

const ended = (status: Job["status"], change: Partial<Job> = {}): Job => ({
  ...QUEUED,
  status,
  queue_position: null,
  eta_seconds: null,
  started_at: AT,
  completed_at: AT,
  ...change,
});

/** Examples, one a state: none of them is a job of this server. */
export const JOBS: [string, Job][] = [
  ["Waiting", QUEUED],
  ["Waiting, nothing to estimate from", { ...QUEUED, eta_seconds: null, queue_position: 12 }],
  ["Begun", processing(0, { eta_seconds: null })],
  ["At work", processing(42, { stage: "rendering sample 2 of 4", eta_seconds: 38 })],
  ["Almost done", processing(99, { stage: "rendering sample 4 of 4", eta_seconds: 1 })],
  ["Asked to stop", processing(42, { stage: "rendering sample 2 of 4", cancel_requested_at: AT })],
  ["Completed", ended("completed", { progress: 100 })],
  ["Failed", ended("failed", { progress: 42, error: { code: "WORKER_CRASHED", message: "The engine died twice." } })],
  ["Cancelled", ended("cancelled", { progress: 42 })],
];
