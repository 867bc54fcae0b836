import { describe, expect, it, vi } from 'vitest';
import { defineFault, defineProgram, runScenario } from '../../../../src/index.ts';
import type { FaultWorld, Undo } from '../../../../src/index.ts';

// The first run of a file pays for the loader, which takes long on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

const idle = defineProgram({
  name: 'idle',
  summary: 'Sees something, once.',
  events: { seen: {} },
  start(node) {
    node.after('1s', () => node.observe('seen', {}));
  },
});

/** Begins such a fault, inside a step of a program. */
async function begun(begin: (world: FaultWorld) => unknown): Promise<unknown> {
  const own = defineFault({
    name: 'own',
    summary: 'x',
    targets: 'nodes',
    needs: {},
    begin: (world) => begin(world) as Undo,
  });
  return await runScenario({
    version: 1,
    name: 'begun',
    duration: '3s',
    nodes: { a: { program: idle } },
    faults: { own: { fault: own, target: 'a', when: { event: 'seen' }, duration: '1s' } },
    metrics: { seen: { metric: 'count', event: 'seen' } },
  });
}

describe('a verb that a fault of the user uses in a wrong way', () => {
  it('says what was wrong with it', async () => {
    const rows: readonly (readonly [use: (world: FaultWorld) => unknown, told: string])[] = [
      [(world) => world.pause('a', 'gcc' as never), '`cause` is "gcc"; one of gc, sigstop, '],
      [(world) => world.pause('z', 'gc'), 'own: there is no node z'],
      [
        (world) => world.crash('a', { scope: 'x' } as never, []),
        'own: world.crash: `scope` is an object; one of process, host is wanted',
      ],
      [
        (world) => world.crash('a', 'host', ['ram' as never]),
        '`lose[0]` is "ram"; one of memory, unsynced, disk is wanted',
      ],
      [
        (world) => world.crash('a', 'host', undefined as never),
        '`lose` is undefined; a list is wanted',
      ],
      [
        (world) => world.crash('a', 'host', [], { tears: true } as never),
        'there is no key `cut.tears`, did you mean tear?',
      ],
      [
        (world) => world.rule((() => 'drop') as never, undefined as never),
        'own: world.rule: `matches` is a function; a map of keys is wanted',
      ],
      [
        (world) => world.rule({ form: ['a'] } as never, () => 'drop'),
        'there is no key `matches.form`, did you mean from?',
      ],
      [(world) => world.cut('a' as never, ['a']), 'world.cut: `from` is "a"; a list is wanted'],
      [
        (world) => world.later('1s' as never, () => {}),
        'world.later: `after` is "1s"; a length of time in ns is wanted',
      ],
      [(world) => world.slow('a', NaN), 'world.slow: `factor` is NaN; a number, 0 or more is'],
      [(world) => world.drift('a', NaN), 'world.drift: `ppb` is NaN; a whole number is wanted'],
      [(world) => world.stepWall('a', '5s' as never), '`by` is "5s"; a whole number is wanted'],
    ];
    for (const [use, told] of rows) {
      const playing = begun(use);
      await expect(playing).rejects.toThrow(TypeError);
      await expect(playing).rejects.toThrow(told);
    }
  });
});
