import { describe, expect, it } from 'vitest';
import { flap } from '../../../src/library/faults/flap.ts';
import { fault, FaultStage, ms, second } from '../../run/faults/fault-stage.ts';

/** When n1 could not reach n2, looked at every 10 ms, in ms. */
function cutAt(params: object, more: object = {}): { stage: FaultStage; cut: number[] } {
  const loose = fault('loose', { definition: flap, target: 'n1 <-> n2', params, ...more });
  const stage = new FaultStage([loose], { durationNs: 4 * second });
  const cut: number[] = [];
  for (let at = 5; at < 4000; at += 10) {
    stage.at(at * ms, () => {
      if (!stage.world.canPass('n1', 'n2')) cut.push(at - 5);
    });
  }
  stage.play();
  return { stage, cut };
}

const every10 = (from: number, to: number): number[] =>
  Array.from({ length: (to - from) / 10 }, (_, i) => from + 10 * i);

describe('flap', () => {
  it('cuts the links, heals them, and cuts them again until it ends', () => {
    const { cut } = cutAt({ off: '200ms', on: '300ms' });
    expect(cut).toEqual([...every10(1000, 1200), ...every10(1500, 1700)]);
  });

  it('ends with the links in order, also in the middle of a cut', () => {
    const { cut, stage } = cutAt({ off: '700ms', on: '100ms' });
    expect(cut.at(-1)).toBe(1990);
    expect(stage.windows('loose')).toEqual([[1000, 2000]]);
  });

  it('counts the messages that it stops, and no others', () => {
    const { stage } = cutAt({ off: '200ms', on: '300ms' });
    const lost = stage.rows('lost').length;
    expect(lost).toBeGreaterThan(4);
    expect(stage.schedule.coverage()).toMatchObject([{ id: 'loose', touched: lost, note: null }]);
  });

  it('draws each stretch, the same for the same seed', () => {
    const first = cutAt({ off: '50ms..300ms', on: '50ms..300ms' }).cut;
    expect(cutAt({ off: '50ms..300ms', on: '50ms..300ms' }).cut).toEqual(first);
    const starts = first.filter((at, i) => first[i - 1] !== at - 10);
    const gaps = new Set(starts.slice(1).map((at, i) => at - (starts[i] ?? 0)));
    expect(gaps.size).toBeGreaterThan(1);
  });

  it('does not stop time when a stretch has no length', () => {
    const more = { durationNs: 0.001 * ms };
    expect(cutAt({ off: '0s', on: '0s' }, more).stage.engine.stopped).toBeNull();
  });
});
