/** A link that an administrator made; its token stands in the fragment, which no server ever sees. */
export interface AccountLink {
  kind: "invite" | "reset";
  token: string;
}

const LINK = /^#(invite|reset)=([\w.~-]+)$/;

export function linkIn(hash: string): AccountLink | null {
  const [, kind, token] = LINK.exec(hash) ?? [];
  return kind && token ? { kind: kind as AccountLink["kind"], token } : null;
}
