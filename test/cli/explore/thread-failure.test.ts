import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { InternalError, OwnCodeError, UsageError } from '../../../src/base/errors.ts';
import { endOf, errorOf, failureOf } from '../../../src/cli/explore/thread-failure.ts';
import { playing } from '../../../src/cli/failure.ts';

/** What a thread that fills its memory ends with. */
async function outOfMemory(): Promise<Error> {
  const fill = 'const all = []; for (;;) all.push(new Array(1000).fill(all.length + 0.5));';
  const worker = new Worker(fill, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 16 } });
  return await new Promise((resolve) => worker.on('error', resolve));
}

describe('the end of a thread', () => {
  it('for want of memory is no bug of ours, and says what to do', async () => {
    const end = endOf(await outOfMemory(), 16);
    expect(end).toBeInstanceOf(UsageError);
    expect(end.message).toBe(
      'a run takes more memory than a thread of a search has, 16 MB unless NODE_OPTIONS=--max-old-space-size says another number; `fault-sim run --seed` plays it with all that Node has',
    );
  });

  it('for any other reason is what it was', () => {
    const error = new Error('no such file');
    expect(endOf(error, 16)).toBe(error);
  });
});

describe('an error that a thread tells', () => {
  it('is the same on the other side: whose it is, its stack and its run', () => {
    for (const error of [new InternalError('a'), new OwnCodeError('b'), new TypeError('c')]) {
      playing.run = 'split/42';
      const failure = structuredClone(failureOf(error));
      playing.run = null;
      const told = errorOf(failure);
      expect([told.message, told.stack, playing.run]).toEqual([
        error.message,
        error.stack,
        'split/42',
      ]);
      for (const kind of [InternalError, OwnCodeError])
        expect(told instanceof kind).toBe(error instanceof kind);
    }
    playing.run = null;
  });
});
