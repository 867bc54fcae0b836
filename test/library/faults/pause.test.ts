import { describe, expect, it } from 'vitest';
import { pause } from '../../../src/library/faults/pause.ts';
import { fault, FaultStage, ms, second } from '../../run/faults/fault-stage.ts';

describe('pause', () => {
  it('stops a process, which then goes on where it was', () => {
    const stage = new FaultStage([fault('gc', { definition: pause, target: 'n2' })]).play();
    const beats = stage
      .rows('observed')
      .filter(({ node, name }) => node === 'n2' && name === 'beat')
      .map(({ at }) => at / ms);
    expect(beats.filter((at) => at >= 1000 && at < 2000)).toEqual([]);
    expect(beats).toContain(900);
    expect(beats).toContain(2000);
    expect(stage.rows('started').filter(({ node }) => node === 'n2')).toHaveLength(1);
  });

  it('keeps what arrives until it goes on', () => {
    const stage = new FaultStage([fault('gc', { definition: pause, target: 'n2' })]).play();
    const heard = stage
      .rows('observed')
      .filter(({ node, name, at }) => node === 'n2' && name === 'heard' && at === 2 * second);
    // Ten pings of each peer were sent while it stood still: those of 1.0 s to 1.9 s.
    expect(heard).toHaveLength(20);
  });

  it.each(['gc', 'sigstop', 'vm-suspend'])('tells its cause: %s', (cause) => {
    const stage = new FaultStage([fault('gc', { definition: pause, params: { cause } })]).play();
    expect(stage.rows('paused')).toMatchObject([{ node: 'n1', data: { why: cause } }]);
  });
});
