/** A course of choices: those of another one up to a place, another choice there, and then the first each time. */
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

/** Courses that have yet to be played: those with the fewest turns first, the oldest of these first. */
export class Frontier {
  readonly #byTurns: Course[][] = [[straight]];
  readonly #first: number[] = [0];

  get isEmpty(): boolean {
    return this.#byTurns.every((courses, turns) => (this.#first[turns] ?? 0) >= courses.length);
  }

  /** The next one; null when there is none. */
  take(): Course | null {
    for (let turns = 0; turns < this.#byTurns.length; turns += 1) {
      const first = this.#first[turns] ?? 0;
      const course = this.#byTurns[turns]?.[first];
      if (course === undefined) continue;
      this.#first[turns] = first + 1;
      return course;
    }
    return null;
  }

  /** A course has been played: behind its last turn it had so many options each time. */
  branch(course: Course, options: readonly number[]): void {
    const turns = course.turns + 1;
    const courses = (this.#byTurns[turns] ??= []);
    options.forEach((count, nth) => {
      const position = course.position + 1 + nth;
      for (let choice = 1; choice < count; choice += 1)
        courses.push({ parent: course, position, choice, turns });
    });
  }
}
