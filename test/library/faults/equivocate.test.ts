import { describe, expect, it } from 'vitest';
import { equivocate } from '../../../src/library/faults/equivocate.ts';
import { fault, FaultStage, second } from '../../run/faults/fault-stage.ts';

/** What n2 and n3 heard from a node while it lied. */
function heard(liar: string, params: object) {
  const lies = fault('lies', { definition: equivocate, target: liar, params });
  const stage = new FaultStage([lies], { durationNs: 3 * second }).play();
  const words = (by: string) =>
    stage
      .rows('observed')
      .filter(
        ({ node, name, at }) =>
          node === by && name === 'heard' && at > second + 2e6 && at < 2 * second,
      )
      .map(({ data }) => data as { n: number; from: string })
      .filter(({ from }) => from === liar)
      .map(({ n }) => n);
  return { stage, words };
}

describe('equivocate', () => {
  it('tells each of the others something else, always the same to the same one', () => {
    const { stage, words } = heard('n1', { field: 'n', say: [777, 888] });
    expect(new Set(words('n2'))).toEqual(new Set([777]));
    expect(new Set(words('n3'))).toEqual(new Set([888]));
    expect(stage.schedule.coverage()[0]?.touched).toBeGreaterThan(0);
  });

  it('begins again when there are more receivers than words', () => {
    const { words } = heard('n2', { field: 'n', say: [777] });
    expect(new Set(words('n1'))).toEqual(new Set([777]));
    expect(new Set(words('n3'))).toEqual(new Set([777]));
  });

  it('leaves messages without the field alone, and what cannot be said unsaid', () => {
    expect(heard('n1', { field: 'term', say: [777] }).stage.schedule.coverage()).toMatchObject([
      { touched: 0 },
    ]);
    expect(heard('n1', { field: 'n', say: ['words'] }).stage.schedule.coverage()).toMatchObject([
      { touched: 0 },
    ]);
  });
});
