/** Names of what is cached; a shorter key covers all the longer ones that begin with it. */
export const keys = {
  me: ["me"],
  engines: ["engines"],
  vocabulary: ["vocabulary"],
  jobs: ["jobs"],
  jobList: ["jobs", "list"],
  job: (id: string) => ["jobs", "one", id],
  stats: ["jobs", "stats"],
  abTests: ["ab-tests"],
  audio: (id: string) => ["audio", id],
  waveform: (id: string) => ["waveform", id],
} as const;
