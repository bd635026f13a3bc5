import type { Posting, PostingWords } from "@/api/interviews";

/** A posting as it is being written. */
export interface Words {
  title: string;
  description: string;
  company: string;
  level: string;
  stack: string;
}

export const NOTHING: Words = { title: "", description: "", company: "", level: "", stack: "" };

export const toWords = ({ title, description, company, experience_level, tech_stack }: Posting): Words => ({
  title,
  description,
  company: company ?? "",
  level: experience_level ?? "",
  stack: tech_stack.join(", "),
});

/** What was left empty is not sent. */
export function toPosting({ title, description, company, level, stack }: Words): PostingWords {
  return {
    title: title.trim(),
    description: description.trim(),
    company: company.trim() || null,
    experience_level: level.trim() || null,
    tech_stack: [...new Set(stack.split(/[,\n]/).map((word) => word.trim()))].filter(Boolean),
  };
}
