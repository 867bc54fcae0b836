import type { Problem } from '../../base/time.ts';

/** How many decisions a run takes: counted once, when somebody asks first. */
export class Decisions {
  readonly #counting: () => Promise<number>;
  #counted: Promise<number> | null = null;

  constructor(counting: () => Promise<number>) {
    this.#counting = counting;
  }

  count(): Promise<number> {
    return (this.#counted ??= this.#counting());
  }
}

/** The number of decisions as it stands behind the name of a strategy. */
export function readDecisions(how: string): number | Problem {
  if (/^[1-9]\d{0,14}$/.test(how)) return Number(how);
  return { problem: 'behind the colon stands how many decisions a run takes, such as 418' };
}
