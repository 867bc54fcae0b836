import type { Output } from '../output.ts';
import { DraftFile } from './draft-file.ts';
import type { Played } from './player.ts';

/** Where the events of all runs go, one run after another. */
export class EventSinks {
  readonly #files: readonly DraftFile[];
  readonly #stdout: Output | null;

  constructor(paths: readonly string[], stdout: Output | null) {
    this.#files = paths.map((path) => new DraftFile(path));
    this.#stdout = stdout;
  }

  /** Somebody reads events. */
  get isWanted(): boolean {
    return this.#files.length > 0 || this.#stdout !== null;
  }

  /** Writes a run's events; waits for a reader that is slow. */
  async write(played: Played): Promise<void> {
    if (!this.isWanted) return;
    for (const line of played.lines()) {
      for (const file of this.#files) file.write(line);
      await this.#stdout?.write(line);
      if (this.#files.length === 0 && this.#stdout?.isGone) return;
    }
  }

  /** Puts the files into their places. */
  commit(): void {
    for (const file of this.#files) file.commit();
  }

  /** Leaves nothing behind. */
  discard(): void {
    for (const file of this.#files) file.discard();
  }
}
