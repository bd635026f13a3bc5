import type { Schemas } from "@/api/client";

export const adapterName = ({ name, version, deleted }: Schemas["AdapterUsed"]) =>
  `${name} v${version}${deleted ? " (deleted)" : ""}`;
