import type { Due, ProcessPort } from '../ports.ts';

/** Something that a process has begun and waits for is over: a disk operation, a piece of work. */
export class Completion implements Due {
  readonly #end: () => void;
  readonly #isStep: boolean;
  readonly resumes = true;
  readonly isDatagram = false;

  /** `end` runs in a step of its own; with `isStep` false it opens the step itself. */
  constructor(end: () => void, isStep = true) {
    this.#end = end;
    this.#isStep = isStep;
  }

  due(process: ProcessPort): void {
    if (this.#isStep) process.tick(this.#end);
    else this.#end();
  }
}
