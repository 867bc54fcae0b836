/**
 * A course of choices: those of another one up to a place, another choice there, and then the first
 * each time.
 */
export interface Course {
  readonly parent: Course | null;
  /** Which choice of the run differs. */
  readonly position: number;
  readonly choice: number;
  /** How many choices are not the first. */
  readonly turns: number;
}

/** The course of first choices. */
const straight: Course = { parent: null, position: -1, choice: 0, turns: 0 };

/** The choices of a course that are not the first, by their place. */
export function turnsOf(course: Course): ReadonlyMap<number, number> {
  const turns = new Map<number, number>();
  for (let one: Course | null = course; one !== null; one = one.parent) {
    if (one.position >= 0) turns.set(one.position, one.choice);
  }
  return turns;
}

/** A course that was played, and those that turn off from it and have yet to be played. */
class Junctions {
  readonly #course: Course;
  /** How many options there were at each choice behind its last turn. */
  readonly #options: Int32Array;
  #nth = 0;
  #choice = 1;

  constructor(course: Course, options: readonly number[]) {
    this.#course = course;
    this.#options = Int32Array.from(options);
  }

  /** The next one; null when there are no more. */
  take(): Course | null {
    while (this.#nth < this.#options.length) {
      const choice = this.#choice++;
      if (choice < (this.#options[this.#nth] as number)) {
        const parent = this.#course;
        const position = parent.position + 1 + this.#nth;
        return { parent, position, choice, turns: parent.turns + 1 };
      }
      this.#nth += 1;
      this.#choice = 1;
    }
    return null;
  }
}

/**
 * Courses that have yet to be played: those with the fewest turns first, the oldest of these first.
 * They are thought of when they are taken: of a long run there are thousands.
 */
export class Frontier {
  #start: Course | null = straight;
  /** By the turns of the courses that were played; what is exhausted is gone. */
  readonly #byTurns: Junctions[][] = [];
  /** Taken already, to know whether there is one. */
  #next: Course | null = null;

  get isEmpty(): boolean {
    this.#next ??= this.#find();
    return this.#next === null;
  }

  /** The next one; null when there is none. */
  take(): Course | null {
    const next = this.#next ?? this.#find();
    this.#next = null;
    return next;
  }

  #find(): Course | null {
    const start = this.#start;
    this.#start = null;
    if (start !== null) return start;
    for (const junctions of this.#byTurns) {
      for (let first = junctions[0]; first !== undefined; first = junctions[0]) {
        const course = first.take();
        if (course !== null) return course;
        junctions.shift();
      }
    }
    return null;
  }

  /** A course has been played: behind its last turn it had so many options each time. */
  branch(course: Course, options: readonly number[]): void {
    while (this.#byTurns.length <= course.turns) this.#byTurns.push([]);
    if (options.length > 0) this.#byTurns[course.turns]?.push(new Junctions(course, options));
  }
}
