/** All that makes sound, in a file of its own: the page fetches it while it asks for the samples. */
export { decodeAll } from "./decoding";
export { ComparisonGraph, FADE_SECONDS } from "./graph";
