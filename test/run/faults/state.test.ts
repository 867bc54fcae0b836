import { describe, expect, it } from 'vitest';
import { fault, FaultStage, ms } from './fault-stage.ts';

/** Whether n1 and n2 are connected, asked both ways, while a fault is active. */
function connected(written: Parameters<typeof fault>[1]): readonly boolean[] {
  const stage = new FaultStage([fault('a', written)], { durationNs: 3000 * ms });
  const told: boolean[] = [];
  const { sentenceState: state } = stage.schedule;
  stage
    .at(1500 * ms, () => {
      told.push(state.isConnected('n1', 'n2'), state.isConnected('n2', 'n1'));
    })
    .play();
  return told;
}

describe('two nodes are connected', () => {
  it('when neither of them is down or paused', () => {
    expect(connected({ target: 'n3' })).toEqual([true, true]);
    for (const kind of ['pause', 'crash']) {
      expect(connected({ kind, target: 'n1' })).toEqual([false, false]);
      expect(connected({ kind, target: 'n2' })).toEqual([false, false]);
    }
  });

  it('when a message can pass both ways', () => {
    expect(connected({ kind: 'partition', target: 'n1 -> n2' })).toEqual([false, false]);
    expect(connected({ kind: 'partition', target: 'n1 -> n3' })).toEqual([true, true]);
  });
});
