import type { AdapterFigures } from "@/api/adapters";
import { plural } from "@/components/format";

/** The mean and how many ratings it is of; a dash without any. */
export function rated({ average_rating, ratings }: AdapterFigures): string {
  return average_rating === null ? "–" : `${average_rating.toFixed(2)} (${ratings})`;
}

/** One sentence, with the numbers that it rests on; a difference of means alone is no verdict. */
export function againstBase(figures: AdapterFigures, base: AdapterFigures): string {
  if (figures.average_rating === null) return "Nobody has rated a sample of it yet.";
  const own = `Rated ${figures.average_rating.toFixed(2)} on average (${plural(figures.ratings, "rating")})`;
  if (base.average_rating === null) return `${own}; the engine alone has no rating yet.`;
  return `${own}; the engine alone ${base.average_rating.toFixed(2)} (${plural(base.ratings, "rating")}).`;
}
