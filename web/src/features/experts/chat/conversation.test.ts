import { expect, test } from "vitest";
import type { ChatEvent } from "./visitorApi";
import { afterBreak, afterEvent, announcement, asking, historyOf, latestMatch, LOST, restored, type Turn } from "./conversation";

const match = (conversation_id: string): ChatEvent => ({
  event: "result",
  type: "match",
  narrative: "Ada fits.",
  experts: [
    {
      id: "e1",
      name: "Ada Bell",
      title: "Tax adviser",
      company: null,
      hourly_rate: null,
      currency: null,
      why_them: "Taxes.",
      evidence: "Ten years of taxes",
      locked: true,
      category: null,
      profile_url: null,
      visit_url: null,
    },
  ],
  conversation_id,
  visitor_token: "t",
});
const clarification: ChatEvent = { ...(match("c2") as Extract<ChatEvent, { event: "result" }>), type: "clarification", experts: [] };

const play = (turn: Turn, ...events: ChatEvent[]) => events.reduce(afterEvent, turn);
const answered = (id: number, event: ChatEvent) => play(asking(id, `question ${id}`), event, { event: "done" });

test("an answer comes in pieces and is what the result says in the end", () => {
  const turn = play(asking(1, "q"), { event: "status", status: "Searching" }, { event: "delta", text: "Ada " }, { event: "delta", text: "fi" });
  expect([turn.state, turn.status, turn.narrative]).toEqual(["asking", "Searching", "Ada fi"]);
  expect(play(turn, match("c1"), { event: "done" })).toMatchObject({ state: "answered", narrative: "Ada fits." });
});

test("what breaks before the result is lost with its text kept, what breaks after it is an answer", () => {
  const half = play(asking(1, "q"), { event: "delta", text: "Ada" });
  expect(afterBreak(half, "lost", LOST)).toMatchObject({ state: "lost", narrative: "Ada", query: "q", problem: LOST });
  expect(afterBreak(play(half, match("c1")), "lost", LOST).state).toBe("answered");
  expect(restored([half])[0]!.state).toBe("lost");
});

test("form and thumbs belong to the newest result with experts", () => {
  const turns = [answered(1, match("c1")), answered(2, clarification), asking(3, "more")];
  expect(latestMatch(turns)?.id).toBe(1);
  expect(latestMatch([answered(2, clarification)])).toBeUndefined();
});

test("only what was answered is told with the next question", () => {
  const turns = [answered(1, match("c1")), afterBreak(asking(2, "broken"), "lost", LOST)];
  expect(historyOf(turns)).toEqual([
    { role: "user", content: "question 1" },
    { role: "assistant", content: "Ada fits." },
  ]);
  expect(historyOf(Array.from({ length: 30 }, (_, id) => answered(id, match("c"))))).toHaveLength(20);
});

test("a screen reader hears the answer once it is finished", () => {
  expect(announcement(undefined)).toBe("");
  expect(announcement(play(asking(1, "q"), { event: "delta", text: "Ada" }))).toBe("Looking for experts.");
  expect(announcement(answered(1, match("c1")))).toBe("Ada fits. Ada Bell, Tax adviser");
  expect(announcement(afterBreak(asking(1, "q"), "lost", LOST))).toBe(LOST);
});
