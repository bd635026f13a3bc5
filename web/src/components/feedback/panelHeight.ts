// Pixels of the panel's frame and heading, of its tools, and of a card of a sample of which nothing was said.
const FRAME = 54;
const TOOLS = 38;
const CARD = 126;

/** The height of the feedback of a job before anybody said anything: kept free so that nothing below it moves. */
export const panelHeight = (samples: number) => FRAME + contentHeight(samples);

export const contentHeight = (samples: number) => (samples > 1 ? TOOLS : 0) + CARD * Math.max(1, samples);
