import { localStore } from "@/components/localStore";

const NAME = "reprise.visitor";
const HEADER = "X-Reprise-Visitor";

/** In a page of somebody else, where browsers keep cookies from us. */
export const isEmbedded = () => window.self !== window.top;

const cookiesTravel = () => !isEmbedded() && navigator.cookieEnabled;

let token: string | null = null;

/** Remember who this visitor is where a cookie cannot; a frame's storage is kept apart for each site around it. */
export function keepVisitorToken(next: string): void {
  if (cookiesTravel()) return;
  token = next;
  localStore.write(NAME, next);
}

export function visitorHeaders(): Record<string, string> {
  if (cookiesTravel()) return {};
  token ??= localStore.read(NAME);
  return token ? { [HEADER]: token } : {};
}
