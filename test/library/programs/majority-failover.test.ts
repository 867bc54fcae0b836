import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { majorityFailover } from '../../../src/library/programs/majority-failover.ts';
import { type Answer, ProgramPlay } from '../../support/program-play.ts';

const nodes = ['n1', 'n2', 'n3'];

function stage(options: { untilMs?: number; seed?: string } = {}): ProgramPlay {
  const replica = { program: majorityFailover };
  return new ProgramPlay({ n1: replica, n2: replica, n3: replica, c: null }, options);
}

const elections = (play: ProgramPlay) =>
  play.observed('elected').map(({ node, data }) => ({ node, term: Number(data['term']) }));

/** The nodes in the order of their elections in an undisturbed run of this seed. */
async function firstLeader(seed = '1'): Promise<string> {
  const [first] = elections(await stage({ seed, untilMs: 3000 }).played());
  return first?.node ?? '';
}

/** Asks every node, as a client does that does not know who leads. */
const askAll = (play: ProgramPlay, at: number, op: string, body: object): Answer[] =>
  nodes.map((to) => play.ask(at, 'c', to, op, body));

describe('a majority', () => {
  it('elects one leader, to which the others send their clients', async () => {
    const leader = await firstLeader();
    const play = stage();
    const writes = askAll(play, 3000, 'write', { key: 'k', value: 'v' });
    const reads = askAll(play, 4000, 'read', { key: 'k' });
    const never = askAll(play, 4000, 'read', { key: 'never written' });
    await play.played();
    expect(elections(play)).toEqual([{ node: leader, term: 1 }]);
    const refused = { status: 'fail', error: 'not-leader', detail: { leader } };
    const only = (outcome: object) => nodes.map((node) => (node === leader ? outcome : refused));
    expect(writes.map(({ outcome }) => outcome)).toEqual(only({ status: 'ok', value: {} }));
    expect(reads.map(({ outcome }) => outcome)).toEqual(
      only({ status: 'ok', value: { value: 'v' } }),
    );
    expect(never.map(({ outcome }) => outcome)).toEqual(only({ status: 'ok', value: {} }));
  });

  it('replaces a leader that is cut off, which then acknowledges nothing', async () => {
    const leader = await firstLeader();
    const play = stage().cutOff([leader, 'c'], 3000, 8000);
    const before = askAll(play, 2500, 'write', { key: 'k', value: 'before' });
    const alone = play.ask(3001, 'c', leader, 'write', { key: 'k', value: 'alone' });
    const later = play.ask(6000, 'c', leader, 'write', { key: 'k', value: 'later' });
    const last = askAll(play, 9500, 'read', { key: 'k' });
    await play.played();
    expect(before.filter(({ outcome }) => outcome?.status === 'ok')).toHaveLength(1);
    expect(alone.outcome?.status).toBe('unknown');
    expect(later.outcome).toMatchObject({ status: 'fail', error: 'not-leader' });
    expect(elections(play).map(({ term }) => term)).toEqual([1, 2]);
    const values = last.flatMap(({ outcome }) => (outcome?.status === 'ok' ? [outcome.value] : []));
    expect(values).toEqual([{ value: 'before' }]);
  });

  it('asks first, if it is told to, and does not depose a leader that others hear', async () => {
    const ring = ['n1', 'n2', 'n3'];
    const played = async (config: object): Promise<number> => {
      const part = { program: majorityFailover, config };
      const play = new ProgramPlay({ n1: part, n2: part, n3: part }, { untilMs: 8000 });
      const leader = await firstLeader();
      const deaf = ring.find((node) => node !== leader) ?? '';
      play.cutOneWay(leader, deaf, 3000, 8000).cutOneWay(deaf, leader, 3000, 8000);
      return elections(await play.played()).length;
    };
    expect(await played({ 'pre-vote': true })).toBe(1);
    expect(await played({})).toBeGreaterThan(1);
  });

  it('remembers over power cuts of all its nodes', async () => {
    const play = stage();
    askAll(play, 2500, 'write', { key: 'k', value: 'v' });
    for (const node of nodes) play.powerCut(node, 3000, 3500);
    // Connections do not outlive their hosts: the first question only finds that out.
    askAll(play, 7000, 'read', { key: 'k' });
    const last = askAll(play, 8000, 'read', { key: 'k' });
    await play.played();
    const values = last.flatMap(({ outcome }) => (outcome?.status === 'ok' ? [outcome.value] : []));
    expect(values).toEqual([{ value: 'v' }]);
  });

  // The promise itself, under whatever may happen: pauses, power cuts and cuts of the network.
  it('has one leader in a term and keeps what it acknowledged', async () => {
    const fault = fc.record({
      kind: fc.constantFrom('pause', 'powerCut', 'cutOff'),
      node: fc.constantFrom(...nodes),
      fromMs: fc.integer({ min: 500, max: 15_000 }),
      lengthMs: fc.integer({ min: 10, max: 4000 }),
    } as const);
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 8 }), fc.nat(1000), async (faults, seed) => {
        const play = stage({ untilMs: 30_000, seed: String(seed) });
        for (const { kind, node, fromMs, lengthMs } of faults) {
          if (kind === 'cutOff') play.cutOff([node], fromMs, fromMs + lengthMs);
          else play[kind](node, fromMs, fromMs + lengthMs);
        }
        const writes = Array.from({ length: 36 }, (_, n) =>
          askAll(play, 1000 + n * 500, 'write', { key: `k${n}`, value: `v${n}` }),
        );
        askAll(play, 24_000, 'read', { key: 'k0' });
        const reads = writes.map((_, n) => askAll(play, 26_000, 'read', { key: `k${n}` }));
        await play.played();

        const terms = elections(play).map(({ term }) => term);
        expect(new Set(terms).size).toBe(terms.length);
        for (const [n, answers] of writes.entries()) {
          if (!answers.some(({ outcome }) => outcome?.status === 'ok')) continue;
          const found = reads[n]?.flatMap(({ outcome }) =>
            outcome?.status === 'ok' ? [outcome.value] : [],
          );
          expect(found).toEqual([{ value: `v${n}` }]);
        }
      }),
      { seed: 42, numRuns: 60 },
    );
  });
});
