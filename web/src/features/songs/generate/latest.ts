/** Under this name a tab remembers the job that Generate shows. */
export const LATEST = "reprise.latest";
