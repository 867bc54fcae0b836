import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaderFollower } from '../../../src/library/programs/leader-follower.ts';
import { type Answer, ProgramPlay } from '../../support/program-play.ts';

const nodes = ['n1', 'n2', 'n3'];

function stage(
  replication = 'semi-synchronous',
  options: { untilMs?: number; seed?: string } = {},
): ProgramPlay {
  const replica = { program: leaderFollower, config: { replication } };
  return new ProgramPlay({ n1: replica, n2: replica, n3: replica, c: null }, options);
}

const elections = (play: ProgramPlay) =>
  play.observed('elected').map(({ node, data }) => ({ node, term: Number(data['term']) }));

async function firstLeader(): Promise<string> {
  const [first] = elections(await stage(undefined, { untilMs: 3000 }).played());
  return first?.node ?? '';
}

const askAll = (play: ProgramPlay, at: number, op: string, body: object): Answer[] =>
  nodes.map((to) => play.ask(at, 'c', to, op, body));

const valuesOf = (answers: readonly Answer[]): unknown[] =>
  answers.flatMap(({ outcome }) => (outcome?.status === 'ok' ? [outcome.value] : []));

/** Writes once on a leader that nobody else hears, and reads when another one has taken over. */
async function afterLonelyWrite(replication: string) {
  const leader = await firstLeader();
  const play = stage(replication).cutOff([leader, 'c'], 3000, 5000);
  play.ask(2900, 'c', leader, 'write', { key: 'k', value: 'before' });
  const lonely = play.ask(3100, 'c', leader, 'write', { key: 'k', value: 'lonely' });
  const last = askAll(play, 8000, 'read', { key: 'k' });
  await play.played();
  return { acknowledged: lonely.outcome?.status === 'ok', last: valuesOf(last) };
}

describe('leader-follower', () => {
  it('elects one leader, to which the others send their clients', async () => {
    const leader = await firstLeader();
    const play = stage();
    const writes = askAll(play, 3000, 'write', { key: 'k', value: 'v' });
    const reads = askAll(play, 4000, 'read', { key: 'k' });
    await play.played();
    expect(elections(play)).toEqual([{ node: leader, term: 1 }]);
    const refused = { status: 'fail', error: 'not-leader', detail: { leader } };
    const only = (outcome: object) => nodes.map((node) => (node === leader ? outcome : refused));
    expect(writes.map(({ outcome }) => outcome)).toEqual(only({ status: 'ok', value: {} }));
    expect(reads.map(({ outcome }) => outcome)).toEqual(
      only({ status: 'ok', value: { value: 'v' } }),
    );
  });

  it('does not do again what it has done, when it comes a second time and late', async () => {
    const leader = await firstLeader();
    const play = stage();
    const write = (at: number, value: string, id: string): Answer =>
      play.ask(at, 'c', leader, 'write', { key: 'k', value }, { id });
    const writes = [
      write(3000, 'old', 'one'),
      write(3100, 'new', 'two'),
      write(3200, 'old', 'one'),
    ];
    const read = play.ask(3300, 'c', leader, 'read', { key: 'k' });
    await play.played();
    expect(writes.map(({ outcome }) => outcome?.status)).toEqual(['ok', 'ok', 'ok']);
    expect(read.outcome).toEqual({ status: 'ok', value: { value: 'new' } });
  });

  it('does not acknowledge what no follower has, if it waits for one', async () => {
    expect(await afterLonelyWrite('semi-synchronous')).toEqual({
      acknowledged: false,
      last: [{ value: 'before' }],
    });
  });

  it('loses what it acknowledged alone, if it does not wait', async () => {
    expect(await afterLonelyWrite('asynchronous')).toEqual({
      acknowledged: true,
      last: [{ value: 'before' }],
    });
  });

  // Figure 8 of the paper of Raft: that a majority has a change of an earlier term keeps it from nobody
  // who has one of a later term.
  it('keeps what it acknowledged when it was asked for again under another term', async () => {
    const first = await firstLeader();
    const apart = (play: ProgramPlay, [a, b]: readonly string[], from: number, until: number) =>
      play.cutOneWay(a ?? '', b ?? '', from, until).cutOneWay(b ?? '', a ?? '', from, until);
    const scene = (): ProgramPlay => {
      const replica = { program: leaderFollower };
      return new ProgramPlay(
        { n1: replica, n2: replica, n3: replica, c: null },
        { untilMs: 16_000 },
      );
    };
    const alone = (play: ProgramPlay) =>
      nodes.filter((node) => node !== first).map((node) => apart(play, [first, node], 3000, 6000));
    const rehearsal = scene();
    alone(rehearsal);
    await rehearsal.played();
    const second = elections(rehearsal)[1]?.node ?? '';
    const third = nodes.find((node) => node !== first && node !== second) ?? '';

    const play = scene();
    alone(play);
    apart(play, [first, second], 6000, 16_000);
    apart(play, [second, third], 5000, 9000);
    const write = (at: number, to: string, value: string): Answer =>
      play.ask(at, 'c', to, 'write', { key: 'k', value }, { id: value });
    write(3100, first, 'old');
    write(5100, second, 'new');
    const again = write(8500, first, 'old');
    play.powerCut(first, 9000, 16_000);
    const last = askAll(play, 14_000, 'read', { key: 'k' });
    await play.played();
    expect(elections(play).slice(0, 3)).toMatchObject(
      [first, second, first].map((node) => ({ node })),
    );
    expect(again.outcome).toEqual({ status: 'ok', value: {} });
    expect(valuesOf(last)).toEqual([{ value: 'old' }]);
  });

  // The promise itself, under whatever may happen: pauses, power cuts and cuts of the network.
  it('has one leader in a term and keeps what it acknowledged', async () => {
    const fault = fc.record({
      kind: fc.constantFrom('pause', 'powerCut', 'cutOff'),
      node: fc.constantFrom(...nodes),
      fromMs: fc.integer({ min: 500, max: 8000 }),
      lengthMs: fc.integer({ min: 10, max: 3000 }),
    } as const);
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 8 }), fc.nat(1000), async (faults, seed) => {
        const play = stage(undefined, { untilMs: 18_000, seed: String(seed) });
        for (const { kind, node, fromMs, lengthMs } of faults) {
          if (kind === 'cutOff') play.cutOff([node], fromMs, fromMs + lengthMs);
          else play[kind](node, fromMs, fromMs + lengthMs);
        }
        const writes = Array.from({ length: 24 }, (_, n) =>
          askAll(play, 1000 + n * 400, 'write', { key: `k${n}`, value: `v${n}` }),
        );
        askAll(play, 15_000, 'read', { key: 'k0' });
        const reads = writes.map((_, n) => askAll(play, 16_500, 'read', { key: `k${n}` }));
        await play.played();
        const terms = elections(play).map(({ term }) => term);
        expect(new Set(terms).size).toBe(terms.length);
        for (const [n, answers] of writes.entries()) {
          if (valuesOf(answers).length === 0) continue;
          expect(valuesOf(reads[n] ?? [])).toEqual([{ value: `v${n}` }]);
        }
      }),
      { seed: 42, numRuns: 40 },
    );
  });
});
