import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseDrain } from '../../src/cli/host/drain.ts';
import type { DrainMode } from '../../src/cli/host/drain.ts';
import { checkpointsOf } from '../../src/engine/trace.ts';
import type { LinkClass } from '../../src/world/network/link.ts';
import type { Program } from '../../src/world/program/program.ts';
import { refuse } from '../../src/world/program/protocol.ts';
import { listening, scripted, told } from '../support/scripted-node.ts';
import type { TalkNode } from '../support/scripted-node.ts';
import { drainNow, Stage } from '../support/world-stage.ts';
import type { StageSetting } from '../support/world-stage.ts';

const rough: Partial<LinkClass> = {
  latency: { kind: 'uniform', lowNs: 1_000_000, highNs: 9_000_000 },
  lossPpb: 50_000_000,
  duplicatePpb: 50_000_000,
  reorderPpb: 50_000_000,
  corruptPpb: 20_000_000,
};
const ids = ['a', 'b', 'c'];

/** Does a bit of everything: datagrams, calls, timers, its disk, random draws. */
function lively(node: TalkNode): void {
  listening(node);
  let counted = node.disk.records<number>('log').length;
  node.on('ask', async ({ n }) => {
    node.disk.append('log', n);
    await node.disk.sync();
    await node.sleep(node.random.duration('1ms', '5ms'));
    return n % 3 === 0 ? refuse('full', { n }) : { n: counted++ };
  });
  node.every('7ms', () => node.send(node.peers, 'tell', { n: counted }));
  node.every('13ms', async () => {
    const to = node.random.pick(node.peers);
    told(node, await node.call(to, 'ask', { n: counted }, { timeout: '60ms' }));
    await node.at('here');
    const quorum = await node.quorum(node.members, 'ask', { n: 1 }, { timeout: '40ms', need: 2 });
    node.observe('got', { what: `quorum ${quorum.reached}`, n: quorum.ok.length });
  });
}

function playing(program: Program, setting: Partial<StageSetting> = {}): Stage {
  return new Stage({
    nodes: Object.fromEntries(ids.map((id) => [id, { program }])),
    link: rough,
    untilMs: 400,
    ...setting,
  });
}

async function digest(stage: Stage): Promise<string> {
  const { trace } = await stage.play();
  const { rows, blocks } = trace.summary();
  return `${rows} ${checkpointsOf(blocks).join(' ')}`;
}

/** One of the host's ways of running microtasks; they are tried out, which takes a macrotask. */
function drainedBy(wanted: DrainMode): Promise<ReturnType<typeof chooseDrain>> {
  return new Promise((resolve) => {
    setImmediate(() => resolve(chooseDrain({ wanted, hearsRejections: false })));
  });
}

describe('a world', () => {
  const program = scripted(lively);

  it('has one digest, however its microtasks are run and whether its rows are stored', async () => {
    const expected = await digest(playing(program));
    expect(await digest(playing(program, { stored: false }))).toBe(expected);
    for (const wanted of ['checkpoint', 'tick', 'macrotask'] as const) {
      const { mode, drain } = await drainedBy(wanted);
      expect(mode).toBe(wanted);
      expect(await digest(playing(program, { drain }))).toBe(expected);
    }
    let odd = false;
    const sometimes = (): boolean => {
      odd = !odd;
      return odd && drainNow();
    };
    expect(await digest(playing(program, { drain: sometimes }))).toBe(expected);
    expect(await digest(playing(program, { seed: '2' }))).not.toBe(expected);
  });

  it('has one digest for a program written with callbacks or with async functions', async () => {
    const asking = (ask: (node: TalkNode, n: number) => void): Program =>
      scripted((node) => {
        node.on('ask', ({ n }) => ({ n: n + 1 }));
        let n = 0;
        node.every('10ms', () => ask(node, n++));
      });
    const options = { timeout: '30ms' } as const;
    const callbacks = asking((node, n) => {
      node.call(node.peers[0] as string, 'ask', { n }, options).done((outcome) => {
        told(node, outcome);
        node.sleep('3ms').done(() => told(node, outcome));
      });
    });
    const promises = asking((node, n) => {
      node.task(async () => {
        const outcome = await node.call(node.peers[0] as string, 'ask', { n }, options);
        told(node, outcome);
        await node.sleep('3ms');
        told(node, outcome);
      });
    });
    expect(await digest(playing(promises))).toBe(await digest(playing(callbacks)));
  });

  it('is not touched by those who only look', async () => {
    const watched = playing(program);
    const { world } = watched;
    world.watchMessages = true;
    world.watchState = true;
    watched.hook({
      messageSent: (message) => void message.draw(world.engine.draws.stream('x')),
      stateChanged: () => void ids.map((id) => [world.state(id), world.clockOf(id)]),
    });
    for (let at = 0; at < 400; at += 3) watched.at(at, () => void world.clockOf('a'));
    expect(await digest(watched)).toBe(await digest(playing(program)));
  });

  it('has clocks whose starts are drawn per node, keyed by its id', () => {
    const clock = {
      offsetNs: { low: -1000, high: 1000 },
      driftPpb: { low: 0, high: 0 },
      errorNs: 0,
    };
    const read = (names: readonly string[]): Map<string, object> => {
      const nodes = Object.fromEntries(names.map((id) => [id, { clock }]));
      const { world } = new Stage({ nodes });
      return new Map(names.map((id) => [id, world.clockOf(id)]));
    };
    const [few, many] = [read(['a', 'c']), read(['a', 'b', 'c'])];
    expect(many.get('c')).toEqual(few.get('c'));
    expect(many.get('b')).not.toEqual(few.get('c'));
  });

  it('knows members by program, labels, and what it does not know', () => {
    const stage = new Stage({
      nodes: { a: { program }, b: {}, c: { program, labels: { zone: 'x' } } },
    });
    const { world } = stage;
    expect(world.labels('c')).toEqual({ zone: 'x' });
    expect([world.indexOf('c'), world.indexOf('d')]).toEqual([2, -1]);
    expect(() => world.state('d')).toThrow(TypeError);
  });
});

interface Fault {
  readonly kind:
    | 'pause'
    | 'suspend'
    | 'process'
    | 'host'
    | 'cut'
    | 'drop'
    | 'hold'
    | 'slow'
    | 'drift'
    | 'inside';
  readonly node: number;
  readonly peer: number;
  readonly fromMs: number;
  readonly lastsMs: number;
}

function begin(stage: Stage, { kind, node, peer }: Fault): () => void {
  const { verbs } = stage.world;
  const link = { from: [node], to: [peer], kind: null };
  switch (kind) {
    case 'pause':
      return verbs.pause(node, 'gc');
    case 'suspend':
      return verbs.pause(node, 'vm-suspend');
    case 'process':
    case 'host':
      return verbs.crash(node, kind, ['memory']);
    case 'inside':
      return verbs.crashInside(node, 'process', ['memory'], 1);
    case 'cut':
      return verbs.cut([node], [peer]);
    case 'drop':
      return verbs.addRule({ ...link, again: null, ask: () => 'drop' });
    case 'slow':
      return verbs.addRule({ ...link, again: null, ask: () => ({ factor: 1.5 }) });
    case 'drift':
      return verbs.drift(node, 100_000_000);
    case 'hold': {
      const undos = ([null, 'hold'] as const).map((again) =>
        verbs.addRule({
          ...link,
          again,
          ask: (_, phase) => ((phase === 'arrival') === (again === 'hold') ? 'hold' : 'pass'),
        }),
      );
      return () => undos.forEach((undo) => undo());
    }
  }
}

const kinds = [
  'pause',
  'suspend',
  'process',
  'host',
  'cut',
  'drop',
  'hold',
  'slow',
  'drift',
  'inside',
] as const;
const fault = fc.record({
  kind: fc.constantFrom(...kinds),
  node: fc.nat(2),
  peer: fc.nat(2),
  // Few instants, so that many begin or end at one.
  fromMs: fc.nat(9).map((tens) => tens * 20),
  lastsMs: fc.integer({ min: 1, max: 5 }).map((tens) => tens * 20),
});

describe('faults of every kind, many at a time', () => {
  const chaos = (faults: readonly Fault[], setting: Partial<StageSetting> = {}): Stage => {
    const stage = playing(scripted(lively), setting);
    for (const one of faults) {
      stage.between(one.fromMs, one.fromMs + one.lastsMs, () => begin(stage, one));
    }
    return stage;
  };

  it('leave a world whole when they are over, with one digest however it is played', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 12 }), async (faults) => {
        const stage = chaos(faults);
        const expected = await digest(stage);
        for (const id of ids) {
          expect(stage.world.state(id)).toMatchObject({
            hostUp: true,
            processUp: true,
            paused: false,
          });
          expect(stage.world.isUp(id)).toBe(true);
          for (const other of ids)
            if (other !== id) expect(stage.world.canPass(id, other)).toBe(true);
        }
        const late = stage.events().filter(({ at, type }) => type === 'delivered' && at > 380e6);
        expect(late.length).toBeGreaterThan(0);
        expect(await digest(chaos(faults, { drain: () => false, stored: false }))).toBe(expected);
      }),
      { seed: 42, numRuns: 60 },
    );
  });

  it('commute: their order at one instant does not matter', async () => {
    // Which of two strikes is told first is told in order; what became of the world must be the same.
    const changes = new Set(['clock-changed', 'paused', 'crashed', 'resumed', 'started']);
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 8 }), async (faults) => {
        const fates = async (order: readonly Fault[]): Promise<string[]> => {
          const stage = chaos(order);
          await stage.play();
          return stage
            .events()
            .filter(({ type }) => !changes.has(type))
            .map(({ at, type, node, peer, data }) => JSON.stringify([at, type, node, peer, data]))
            .toSorted();
        };
        expect(await fates(faults.toReversed())).toEqual(await fates(faults));
      }),
      { seed: 42, numRuns: 80 },
    );
  });
});
