import type { Watch } from '../define.ts';

/** A bound on what an event reports, and how a report writes values of it. */
export interface Bound {
  readonly event: string;
  readonly field: string;
  readonly most: number;
  readonly print: (value: number) => string;
}

/** Follows a gauge that may not rise above a bound. */
export function watchGauge(
  run: Pick<Watch<{}>, 'onEvent' | 'exercised' | 'violated' | 'undecided'>,
  { event, field, most, print }: Bound,
): void {
  run.onEvent(event, (seen) => {
    const value = seen.data[field];
    if (typeof value !== 'number') {
      run.undecided(`${field} of ${event} is not a number`);
      return;
    }
    run.exercised();
    if (value <= most) return;
    run.violated(`${field} of ${seen.node} was ${print(value)}, more than ${print(most)}`, seen);
  });
}
