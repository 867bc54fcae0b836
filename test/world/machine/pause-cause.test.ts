import { describe, expect, it } from 'vitest';
import { pauseCauses, pauseEffects } from '../../../src/world/machine/pause-cause.ts';
import type { PauseCause } from '../../../src/world/machine/pause-cause.ts';
import { scripted } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

/** What the kernels of these do meanwhile, and their clocks: written down once more, by hand. */
const kernelStops: readonly PauseCause[] = ['vm-suspend', 'live-migration', 'lid-closed', 'steal'];
const clockStops: readonly PauseCause[] = ['vm-suspend', 'lid-closed'];

/** The pause lasts from 20 ms to 120 ms; a peer opens a connection at 30 ms. */
async function play(cause: PauseCause): Promise<string[]> {
  const b = scripted((node) => {
    node.listen(() => undefined);
    // Due at 70 ms, in the middle of the pause; or 100 ms later, if the clock stood still.
    node.after('70ms', () => {
      const asleep = node.clock.boot() - node.clock.monotonic();
      node.observe('got', { what: 'woke', n: asleep / 1_000_000 });
    });
  });
  const a = scripted((node) => {
    node.after('30ms', async () => {
      const opened = await node.connect('b', { timeout: '50ms' });
      node.observe('got', { what: opened.status, n: 0 });
    });
  });
  const stage = new Stage({ nodes: { a: { program: a }, b: { program: b } }, untilMs: 1000 });
  stage.between(20, 120, () => stage.world.verbs.pause(1, cause));
  return (await stage.play()).got();
}

describe('a pause', () => {
  it.each(pauseCauses)('stops kernel, clock and timers as its cause has it: %s', async (cause) => {
    const got = await play(cause);
    const opened = kernelStops.includes(cause) ? 'a unknown 0 @80' : 'a ok 0 @32';
    const woke = clockStops.includes(cause) ? 'b woke 100 @170' : 'b woke 0 @120';
    expect(got).toEqual([opened, woke]);
  });

  it.each(pauseCauses)('tells what its cause is: %s', (cause) => {
    expect(pauseEffects[cause].about).not.toBe('');
  });
});
