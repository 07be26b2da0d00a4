/** The range of each channel over everything that is shown to it, to tell a dead result from a picture. */
export class ValueRange {
  readonly #least = [Infinity, Infinity, Infinity];
  readonly #most = [-Infinity, -Infinity, -Infinity];
  #hasOnlyNumbers = true;

  /** Planar float32 [3, height, width]. */
  add(planes: Float32Array): void {
    const plane = planes.length / 3;
    for (let channel = 0; channel < 3; channel++) {
      let [least, most, sum] = [this.#least[channel]!, this.#most[channel]!, 0];
      for (let i = channel * plane, end = i + plane; i < end; i++) {
        const value = planes[i]!;
        if (value < least) least = value;
        if (value > most) most = value;
        sum += value * 0; // NaN as soon as one value is not finite
      }
      this.#least[channel] = least;
      this.#most[channel] = most;
      if (sum !== 0) this.#hasOnlyNumbers = false;
    }
  }

  get hasOnlyNumbers(): boolean {
    return this.#hasOnlyNumbers;
  }

  /** The widest range of a channel; 2 is black to white. */
  get widest(): number {
    return Math.max(...this.#most.map((most, channel) => most - this.#least[channel]!));
  }
}
