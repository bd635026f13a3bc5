import { localStore } from "./localStore";

const STORED_AS = "reprise.asked";
const REMEMBERED = 100;

/** Jobs that this browser asked for, the latest first; all of its tabs know them. */
const own = (): string[] => (localStore.read(STORED_AS) ?? "").split(" ").filter(Boolean);

export const isOwn = (jobId: string): boolean => own().includes(jobId);

export function rememberOwn(jobId: string): void {
  const others = own().filter((known) => known !== jobId);
  localStore.write(STORED_AS, [jobId, ...others].slice(0, REMEMBERED).join(" "));
}
