import { describe, expect, it } from 'vitest';
import { necessities, without } from '../../../src/search/why/necessity.ts';

const data = { faults: { cut: { fault: 'partition' }, slow: { fault: 'delay' } } };

/** Whether the violation is still there: it needs the fault that is called cut. */
const fails = async (less: object): Promise<boolean> => JSON.stringify(less).includes('"cut"');

describe('what a violation needs', () => {
  it('is tried without a kind of message for ever, also after everything heals', () => {
    const [lost] = [...without({}, ['ping'])];
    expect(lost?.ways[0]).toMatchObject({
      faults: { 'without-this-message': { fault: 'loss', duration: 'forever' } },
    });
  });

  it('is what it is not there without', async () => {
    expect(await necessities(data, ['ping'], fails, () => false)).toEqual([
      { kind: 'fault', name: 'cut', necessary: true },
      { kind: 'fault', name: 'slow', necessary: false },
      { kind: 'message', name: 'ping', necessary: false },
    ]);
  });

  it('is tried with a fault that stays and does nothing, where others speak of it', async () => {
    const spokenOf = async (less: { readonly faults?: object }): Promise<boolean | null> =>
      less.faults !== undefined && 'cut' in less.faults ? await fails(less) : null;
    const [first] = await necessities(data, [], spokenOf, () => false);
    expect(first).toEqual({ kind: 'fault', name: 'cut', necessary: false });
    const idle = [...without(data, [])][0]?.ways[1];
    expect(idle).toMatchObject({ faults: { cut: { fault: 'partition', probability: '0%' } } });
  });

  it('is not told of what cannot be taken away', async () => {
    const never = async (): Promise<null> => null;
    expect(await necessities(data, ['ping'], never, () => false)).toEqual([]);
  });

  it('is told of what was tried before somebody wanted it to end', async () => {
    let played = 0;
    const counting = async (less: object): Promise<boolean> => {
      played += 1;
      return await fails(less);
    };
    const found = await necessities(data, ['ping'], counting, () => played === 2);
    expect(found).toEqual([{ kind: 'fault', name: 'cut', necessary: true }]);
    expect(played).toBe(2);
  });
});
