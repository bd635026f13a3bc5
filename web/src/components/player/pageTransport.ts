import { choosable } from "./onStage";
import { player } from "./player";
import { movedEdge } from "./segments";
import { type Transport, viewTransport } from "./transport";

const LETTERS = "abcdefghi";

/** The keys on the one player of the page. */
const pageTransport: Transport = {
  toggle: () => (hasTrack() ? done(() => player.toggle()) : choose(0)),
  seekBy: (seconds) => hasTrack() && done(() => player.seekBy(seconds)),
  choose,
  toggleLoop: () => hasTrack() && done(() => player.toggleLoop()),
  setEdge: (edge) => hasTrack() && done(() => setEdge(edge)),
};

/** What the keys move at this moment. */
export const transport = (): Transport => viewTransport.get() ?? pageTransport;

function choose(place: number): boolean {
  const tracks = choosable();
  const track = tracks.find(({ label }) => label.toLowerCase() === LETTERS[place]);
  if (place < 0 || !track) return false;
  player.switchTo(track, tracks);
  return true;
}

function setEdge(edge: 0 | 1): void {
  const { track, siblings, loop } = player.state.get();
  const next = track && movedEdge(loop, edge, player.time.get(), track.duration);
  if (next) player.loopRegion(track, siblings, next);
}

const hasTrack = () => player.state.get().track !== null;

function done(action: () => void): true {
  action();
  return true;
}
