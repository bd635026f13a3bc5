import type { Message } from "@/api/interviews";

export interface Exchange {
  question: Message;
  answer: Message | null;
}

/** Messages in their order as questions, each with its answer. */
export function exchanges(messages: Message[]): Exchange[] {
  const found: Exchange[] = [];
  for (const message of messages) {
    const last = found.at(-1);
    if (message.type !== "answer") found.push({ question: message, answer: null });
    else if (last) last.answer = message;
  }
  return found;
}

export interface Segment {
  text: string;
  /** Which quotes these words belong to. */
  quotes: number[];
}

interface Quoted {
  index: number;
  text: string;
}

/** A text cut where quotes begin and end; they may overlap, and one that is not in it cuts nothing. */
export function segments(content: string, quoted: Quoted[]): Segment[] {
  const ranges = quoted.flatMap(({ index, text }) => {
    const start = place(content, text);
    return start === null ? [] : [{ index, start, end: start + text.trim().length }];
  });
  const cuts = [...new Set([0, content.length, ...ranges.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, at) => ({
    text: content.slice(start, cuts[at + 1]),
    quotes: ranges.filter((range) => range.start <= start && start < range.end).map(({ index }) => index),
  }));
}

function place(content: string, text: string): number | null {
  const wanted = text.trim();
  if (!wanted) return null;
  const exact = content.indexOf(wanted);
  const start = exact >= 0 ? exact : content.toLowerCase().indexOf(wanted.toLowerCase());
  return start < 0 ? null : start;
}
