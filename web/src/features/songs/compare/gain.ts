import { level } from "@/components/format";

export const gain = (decibels: number) => level(decibels, "dB");
