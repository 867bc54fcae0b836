import { expect, it } from 'vitest';
import { briefs, type Given } from './memory-host.ts';

/** A text that must be refused, and what is told of it. */
export interface Broken {
  readonly what: string;
  readonly text: string;
  readonly given?: Given;
  readonly told: readonly string[];
}

/** One test for each broken text. */
export function refuses(rows: readonly Broken[]): void {
  it.each(rows)('$what', async ({ text, given, told }) => {
    expect(await briefs(text, given)).toEqual(told);
  });
}
