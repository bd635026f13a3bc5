import { type NavigateOptions, useSearchParams } from "react-router";

type Change = (next: (before: URLSearchParams) => URLSearchParams, options?: NavigateOptions) => void;

/**
 * The parameters of the address, and a way to change them that knows of changes which are not drawn yet:
 * the router's own hands out what was drawn last, so that the second of two quick changes undoes the first.
 */
export function useAddress(): [URLSearchParams, Change] {
  const [search, setSearch] = useSearchParams();
  const change: Change = (next, options) => setSearch(next(new URLSearchParams(window.location.search)), options);
  return [search, change];
}
