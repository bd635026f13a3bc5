import { level } from "@/components/format";

/** A gain in dB; one that rounds to nothing has no sign. */
export const gain = (decibels: number) => level(Math.abs(decibels) < 0.05 ? 0 : decibels, "dB");
