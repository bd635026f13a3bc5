/**
 * A gain that moves in straight lines, and can be turned round in the middle of one.
 *
 * Turning round must not jump: the line that was drawn is cut where it is then, and the next one begins there.
 * (`cancelAndHoldAtTime` would do that, but not every browser has it.)
 */
export class Fade {
  private line: { from: number; to: number; begin: number; end: number };

  constructor(
    private readonly param: AudioParam,
    value: number,
  ) {
    param.value = value;
    this.line = { from: value, to: value, begin: 0, end: 0 };
  }

  valueAt(time: number): number {
    const { from, to, begin, end } = this.line;
    if (time >= end) return to;
    return time <= begin ? from : from + ((to - from) * (time - begin)) / (end - begin);
  }

  /** Begin to move at a moment of the clock; calls come in the order of their moments. */
  to(value: number, at: number, seconds: number): void {
    const reached = this.valueAt(at);
    this.param.cancelScheduledValues(at);
    this.param.linearRampToValueAtTime(reached, at);
    this.param.linearRampToValueAtTime(value, at + seconds);
    this.line = { from: reached, to: value, begin: at, end: at + seconds };
  }
}
