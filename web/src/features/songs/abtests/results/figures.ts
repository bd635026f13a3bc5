import type { AbClaim, AbSide } from "@/api/abtests";
import { plural } from "@/components/format";
import { adapterWords } from "../words";

export const percent = (share: number) => `${Math.round(100 * share)} %`;

/** An interval rounded outwards, so that what is shown never claims more than is known. */
export const range = ([lower, upper]: readonly number[]) =>
  `${Math.floor(100 * lower! + 1e-9)}–${Math.ceil(100 * upper! - 1e-9)} %`;

/** How strong the evidence is, as a bet that pays only if there is a difference. */
export function evidence(eValue: number): string {
  if (eValue >= 1_000) return "over 1,000 : 1";
  return eValue >= 10 ? `${Math.round(eValue)} : 1` : `${eValue.toFixed(1)} : 1`;
}

const DECIDED_AT = 20;

export function evidenceWords({ e_value, decided, decided_after }: AbClaim, one: string): string {
  const now = `Evidence ${evidence(e_value)}`;
  if (!decided) return `${now}; ${DECIDED_AT} : 1 decides.`;
  return `${now}; decided after ${plural(decided_after ?? 0, one, one === "person" ? "people" : undefined)}.`;
}

/** What is known at one look, for the readout of the chart. */
export function lookWords(look: AbClaim["looks"][number], one: string, b: AbSide): string {
  const after = plural(look.n, one, one === "person" ? "people" : undefined);
  return `After ${after}: ${adapterWords(b)} ${percent(look.win_rate)} (${range([look.lower, look.upper])}), evidence ${evidence(look.e_value)}`;
}
