/** A path of this server, as others can open it from elsewhere. */
export const absolute = (path: string) => window.location.origin + path;
