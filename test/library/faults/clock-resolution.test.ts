import { describe, expect, it } from 'vitest';
import { clockResolution } from '../../../src/library/faults/clock-resolution.ts';
import { ProgramClock } from '../../../src/world/time/clock.ts';
import { fault, FaultStage, ms, second } from '../../run/faults/fault-stage.ts';

const coarse = (id: string, to: string, durationNs: number) =>
  fault(id, { definition: clockResolution, params: { to }, atNs: second, durationNs });

describe('clock-resolution', () => {
  const stage = new FaultStage([coarse('a', '10ms', 2 * second), coarse('b', '30ms', second)]);
  const clocks = stage.world.machineOf('n1')?.clocks;
  if (clocks === undefined) throw new Error('n1 has no clocks');
  const program = new ProgramClock(clocks, stage.engine);
  const seen: number[] = [];
  const widths: number[] = [];
  for (const atMs of [995, 1995, 2995, 3995]) {
    stage.at(atMs * ms, () => {
      seen.push(program.wall() / ms);
      const { earliest, latest } = program.interval();
      widths.push(latest - earliest);
      expect(earliest <= stage.engine.nowNs && stage.engine.nowNs <= latest).toBe(true);
    });
  }
  stage.play();

  it('lets programs read whole steps; of several the coarsest counts', () => {
    expect(seen).toEqual([995, 1980, 2990, 3995]);
  });

  it('makes the interval of a reading as wide as a step', () => {
    expect(widths).toEqual([0, 30 * ms - 1, 10 * ms - 1, 0]);
  });

  it('touches no timer', () => {
    const beats = stage
      .rows('observed')
      .filter(({ node, name }) => node === 'n1' && name === 'beat');
    expect(beats.filter(({ at }) => at > second && at < 2 * second)).toHaveLength(9);
  });
});
