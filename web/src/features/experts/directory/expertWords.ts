import type { Expert, ExpertUpdate } from "@/api/experts";

/** An expert as a form holds it: what is not known is empty. */
export interface Words {
  first_name: string;
  last_name: string;
  job_title: string;
  company: string;
  bio: string;
  tags: string[];
  category: string;
  hourly_rate: number | string;
  currency: string;
  profile_url: string;
  is_active: boolean;
}

export const toWords = (expert: Expert): Words => ({
  first_name: expert.first_name,
  last_name: expert.last_name,
  job_title: expert.job_title ?? "",
  company: expert.company ?? "",
  bio: expert.bio ?? "",
  tags: expert.tags,
  category: expert.category ?? "",
  hourly_rate: expert.hourly_rate ?? "",
  currency: expert.currency ?? "",
  profile_url: expert.profile_url ?? "",
  is_active: expert.is_active,
});

const NAMES = ["first_name", "last_name"] as const;
const OPTIONAL = ["job_title", "company", "bio", "category", "currency", "profile_url"] as const;
export const FIELDS: string[] = [...NAMES, ...OPTIONAL, "tags", "hourly_rate"];

/** Only what the form changed: the rest may have been changed by somebody else meanwhile. */
export function changedFields(expert: Expert, words: Words): ExpertUpdate {
  const before = toWords(expert);
  const changed: ExpertUpdate = {};
  for (const name of NAMES) if (words[name].trim() !== before[name]) changed[name] = words[name].trim();
  for (const name of OPTIONAL) if (words[name].trim() !== before[name]) changed[name] = words[name].trim() || null;
  if (words.tags.join("\n") !== before.tags.join("\n")) changed.tags = words.tags;
  if (words.hourly_rate !== before.hourly_rate)
    changed.hourly_rate = words.hourly_rate === "" ? null : Number(words.hourly_rate);
  if (words.is_active !== before.is_active) changed.is_active = words.is_active;
  return changed;
}
