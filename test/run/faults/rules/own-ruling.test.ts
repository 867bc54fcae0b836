import { describe, expect, it, vi } from 'vitest';
import { defineFault, defineProgram, ms, runScenario } from '../../../../src/index.ts';
import type { FaultDefinition, FaultWorld, Report, Undo } from '../../../../src/index.ts';

// The first run of a file pays for the loader, which takes long on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

/** Sends, and writes to its disk; it would forgive anybody who throws at it. */
const busy = defineProgram({
  name: 'busy',
  summary: 'Sends and writes.',
  messages: { ping: {} },
  start(node) {
    node.on('ping', () => {});
    node.every('100ms', () => {
      try {
        node.send(node.peers, 'ping', {});
        node.disk.write('f', 1);
      } catch {
        node.log('somebody has thrown at me');
      }
    });
  },
});

function own(begin: (world: FaultWorld, node: string) => unknown): FaultDefinition {
  return defineFault({
    name: 'own',
    summary: 'x',
    targets: 'nodes',
    needs: {},
    actsOnMessages: true,
    diskOps: ['write'],
    begin: (world, [node = '']) => begin(world, node) as Undo,
  });
}

async function played(fault: FaultDefinition): Promise<Report> {
  return await runScenario({
    version: 1,
    name: 'ruled',
    duration: '2s',
    nodes: { a: { program: busy }, b: { program: busy } },
    faults: { own: { fault, target: 'a', at: '1s', duration: '500ms' } },
    metrics: { sent: { metric: 'count', event: 'started' } },
  });
}

const ruling = (said: unknown): FaultDefinition =>
  own((world) => world.rule({}, () => said as 'pass'));

describe("a rule of a fault's own", () => {
  it('says what means something, or the run ends with what it may say', async () => {
    const rows: readonly (readonly [said: unknown, told: string])[] = [
      [undefined, 'undefined'],
      [null, 'null'],
      [5, '5'],
      ['dorp', '"dorp"'],
      [{}, '{}'],
      [{ delay: '5s' }, '{ delay: "5s" }'],
      [{ delay: NaN }, '{ delay: NaN }'],
      [{ delay: -5_000_000_000 }, '{ delay: -5000000000 }'],
      [{ delay: 0.5 }, '{ delay: 0.5 }'],
      [{ factor: NaN }, '{ factor: NaN }'],
      [{ factor: -3 }, '{ factor: -3 }'],
      [{ dleay: 1 }, '{ dleay: 1 }'],
      [{ delay: 1, factor: 2 }, '{ delay: 1, factor: 2 }'],
      [{ body: { n: NaN } }, '{ body: an object }'],
      [{ from: 'nope' }, '{ from: "nope" }'],
      [Promise.resolve('drop'), 'a promise'],
    ];
    for (const [said, told] of rows) {
      await expect(played(ruling(said))).rejects.toThrow(
        `the rule given to \`world.rule\` of the fault own says ${told}; it may say 'pass', 'drop', `,
      );
    }
    for (const said of ['duplicate', { delay: 0 }, { factor: 0 }, { from: 'b' }, { body: {} }])
      expect(await played(ruling(said))).toMatchObject({ runs: [{ verdict: 'pass' }] });
  });

  it('about a disk likewise', async () => {
    const rows: readonly (readonly [said: unknown, told: string])[] = [
      [undefined, 'undefined'],
      ['hold', '"hold"'],
      [{ fail: 'ENOENT' }, '{ fail: "ENOENT" }'],
      [{ delay: NaN }, '{ delay: NaN }'],
    ];
    for (const [said, told] of rows) {
      const fault = own((world, node) => world.disk(node, () => said as 'pass'));
      await expect(played(fault)).rejects.toThrow(
        `the rule given to \`world.disk\` of the fault own says ${told}; it may say 'pass', 'stall', `,
      );
    }
  });

  it('may not leave anything to later by itself', async () => {
    const late = own(
      (world) =>
        // oxlint-disable-next-line typescript/no-misused-promises -- the mistake that is made here
        void world.later(ms(10), async () => await Promise.reject(new Error('late'))),
    );
    await expect(played(late)).rejects.toThrow(
      'code of the fault own gives back a promise, and no fault may wait',
    );
  });

  it('that throws ends the run past the program whose message it was asked about', async () => {
    const throws = own((world) =>
      world.rule({}, () => {
        throw new RangeError('not this one');
      }),
    );
    await expect(played(throws)).rejects.toThrow(RangeError);
  });
});
