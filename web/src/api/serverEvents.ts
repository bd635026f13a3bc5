/** One message of a stream of server-sent events (WHATWG HTML, section 9.2). */
export interface ServerEvent {
  /** Null where the server gave none. */
  id: string | null;
  kind: string;
  data: string;
}

/** Takes a stream in pieces of any size and gives the messages that are whole. */
export class EventParser {
  private rest = "";

  feed(text: string): ServerEvent[] {
    const blocks = (this.rest + text).split("\n\n");
    this.rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => parse(block) ?? []);
  }
}

function parse(block: string): ServerEvent | null {
  const fields = new Map<string, string[]>();
  for (const line of block.split("\n")) {
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name) fields.set(name, [...(fields.get(name) ?? []), value ?? ""]);
  }
  const data = fields.get("data");
  if (!data) return null;
  return { id: fields.get("id")?.at(-1) ?? null, kind: fields.get("event")?.at(-1) ?? "message", data: data.join("\n") };
}
