import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { raft } from '../../../src/library/programs/raft.ts';
import { RaftJournal } from '../../../src/library/programs/raft/journal.ts';
import { RaftLog } from '../../../src/library/programs/raft/log.ts';
import { RaftRegisters } from '../../../src/library/programs/raft/registers.ts';
import { raftMessages } from '../../../src/library/programs/raft/protocol.ts';
import { defineProgram } from '../../../src/world/program/program.ts';
import { type Answer, type Cast, ProgramPlay } from '../../support/program-play.ts';

const nodes = ['n1', 'n2', 'n3'];

function stage(
  options: { untilMs?: number; seed?: string } = {},
  config: object = {},
): ProgramPlay {
  const server = { program: raft, config };
  const cast = Object.fromEntries(nodes.map((id) => [id, server]));
  return new ProgramPlay({ ...cast, c: null, d: null }, options);
}

const elections = (play: ProgramPlay) =>
  play.observed('elected').map(({ node, data }) => ({ node, term: Number(data['term']) }));

/** Who is elected first in an undisturbed run of this seed. */
async function firstLeader(config: object = {}, seed = '1'): Promise<string> {
  const [first] = elections(await stage({ seed, untilMs: 1000 }, config).played());
  return first?.node ?? '';
}

const askAll = (play: ProgramPlay, at: number, op: string, body: object): Answer[] =>
  nodes.map((to) => play.ask(at, 'c', to, op, body));

const valuesOf = (answers: readonly Answer[]): unknown[] =>
  answers.flatMap(({ outcome }) => (outcome?.status === 'ok' ? [outcome.value] : []));

/** What was applied, by place: each value that any server reported there. */
function applied(play: ProgramPlay): Map<number, Set<unknown>> {
  const places = new Map<number, Set<unknown>>();
  for (const { data } of play.observed('applied')) {
    const index = Number(data['index']);
    const known = places.get(index) ?? new Set<unknown>();
    places.set(index, known.add(`${String(data['term'])} ${String(data['value'])}`));
  }
  return places;
}

describe('a healthy cluster', () => {
  it.each(['read-index', 'lease', 'log'])('has one leader, which answers (%s)', async (reads) => {
    const leader = await firstLeader({ reads });
    const play = stage({}, { reads });
    const writes = askAll(play, 3000, 'write', { key: 'k', value: 'v' });
    const found = askAll(play, 4000, 'read', { key: 'k' });
    const never = askAll(play, 4000, 'read', { key: 'never written' });
    await play.played();
    expect(elections(play)).toEqual([{ node: leader, term: 1 }]);
    const refused = { status: 'fail', error: 'not-leader', detail: { leader } };
    const only = (outcome: object) => nodes.map((node) => (node === leader ? outcome : refused));
    expect(writes.map(({ outcome }) => outcome)).toEqual(only({ status: 'ok', value: {} }));
    expect(found.map(({ outcome }) => outcome)).toEqual(
      only({ status: 'ok', value: { value: 'v' } }),
    );
    expect(never.map(({ outcome }) => outcome)).toEqual(only({ status: 'ok', value: {} }));
  });

  it('asks nobody for a read while its lease lasts', async () => {
    const leader = await firstLeader({ reads: 'lease' });
    const timeOf = async (reads: string): Promise<number> => {
      const play = stage({ untilMs: 2000 }, { reads });
      // The first question opens the connection.
      play.ask(800, 'c', leader, 'read', { key: 'k' });
      const read = play.ask(1000, 'c', leader, 'read', { key: 'k' });
      await play.played();
      return read.atMs - 1000;
    };
    expect(await timeOf('lease')).toBe(2);
    expect(await timeOf('read-index')).toBe(4);
  });

  it('does a write once that a client asks for again', async () => {
    const leader = await firstLeader();
    const play = stage({ untilMs: 2000 });
    play.ask(1000, 'c', leader, 'write', { key: 'k', value: 'first' }, { id: 'same' });
    play.ask(1100, 'c', leader, 'write', { key: 'k', value: 'second' });
    const again = play.ask(
      1200,
      'c',
      leader,
      'write',
      { key: 'k', value: 'first' },
      { id: 'same' },
    );
    const read = play.ask(1300, 'c', leader, 'read', { key: 'k' });
    await play.played();
    expect(again.outcome?.status).toBe('ok');
    expect(valuesOf([read])).toEqual([{ value: 'second' }]);
  });
});

describe('trouble', () => {
  it('replaces a leader that is cut off, which then acknowledges nothing', async () => {
    const leader = await firstLeader();
    const play = stage().cutOff([leader, 'c'], 3000, 8000);
    const before = askAll(play, 2500, 'write', { key: 'k', value: 'before' });
    const alone = play.ask(3001, 'c', leader, 'write', { key: 'k', value: 'alone' });
    const stale = play.ask(3002, 'c', leader, 'read', { key: 'k' });
    const later = play.ask(6000, 'c', leader, 'write', { key: 'k', value: 'later' });
    const last = askAll(play, 9500, 'read', { key: 'k' });
    await play.played();
    expect(valuesOf(before)).toHaveLength(1);
    expect(alone.outcome?.status).toBe('unknown');
    expect(stale.outcome?.status).not.toBe('ok');
    expect(later.outcome).toMatchObject({ status: 'fail', error: 'not-leader' });
    expect(elections(play).map(({ term }) => term)).toEqual([1, 2]);
    expect(valuesOf(last)).toEqual([{ value: 'before' }]);
  });

  it('remembers over power cuts of all its servers', async () => {
    const play = stage();
    askAll(play, 2500, 'write', { key: 'k', value: 'v' });
    for (const node of nodes) play.powerCut(node, 3000, 3500);
    // Connections do not outlive their hosts: the first question only finds that out.
    askAll(play, 7000, 'read', { key: 'k' });
    const last = askAll(play, 8000, 'read', { key: 'k' });
    await play.played();
    expect(valuesOf(last)).toEqual([{ value: 'v' }]);
  });

  it('is not disturbed by a server that comes back, unless it goes without the vote before the vote', async () => {
    const leader = await firstLeader();
    const lonely = nodes.find((node) => node !== leader) ?? '';
    const changes = async (preVote: boolean): Promise<number> => {
      const play = stage({}, { preVote }).cutOff([lonely], 2000, 6000);
      return elections(await play.played()).length;
    };
    expect(await changes(true)).toBe(1);
    expect(await changes(false)).toBeGreaterThan(1);
  });

  it('goes on for a leader without a majority only when nobody checks', async () => {
    const leader = await firstLeader();
    const others = nodes.filter((node) => node !== leader);
    const deposed = async (checkQuorum: boolean) => {
      const play = stage({ untilMs: 3000 }, { checkQuorum }).cutOff(others, 2000, 4000);
      return (await play.played()).observed('deposed').map(({ data }) => data['why']);
    };
    expect(await deposed(true)).toEqual(['no-quorum']);
    expect(await deposed(false)).toEqual([]);
  });

  // The promises themselves, under whatever may happen: pauses, power cuts and cuts of the network.
  it('has one leader in a term, one command at a place, and keeps what it acknowledged', async () => {
    const fault = fc.record({
      kind: fc.constantFrom('pause', 'powerCut', 'cutOff'),
      node: fc.constantFrom(...nodes),
      fromMs: fc.integer({ min: 300, max: 5000 }),
      lengthMs: fc.integer({ min: 5, max: 1000 }),
    } as const);
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 12 }), fc.nat(1000), async (faults, seed) => {
        const play = stage({ untilMs: 9000, seed: String(seed) });
        for (const { kind, node, fromMs, lengthMs } of faults) {
          if (kind === 'cutOff') play.cutOff([node], fromMs, fromMs + lengthMs);
          else play[kind](node, fromMs, fromMs + lengthMs);
        }
        const writes = Array.from({ length: 30 }, (_, n) =>
          askAll(play, 500 + n * 150, 'write', { key: `k${n}`, value: `v${n}` }),
        );
        askAll(play, 7500, 'read', { key: 'k0' });
        const reads = writes.map((_, n) => askAll(play, 8500, 'read', { key: `k${n}` }));
        await play.played();

        const terms = elections(play).map(({ term }) => term);
        expect(new Set(terms).size).toBe(terms.length);
        for (const values of applied(play).values()) expect([...values]).toHaveLength(1);
        for (const [n, answers] of writes.entries()) {
          if (valuesOf(answers).length === 0) continue;
          expect(valuesOf(reads[n] ?? [])).toEqual([{ value: `v${n}` }]);
        }
      }),
      { seed: 42, numRuns: 40 },
    );
  });
});

/** One server among others that say only what a story lets them say. */
function oneServer(
  config: object,
  lines: readonly (readonly [
    atMs: number,
    from: string,
    kind: 'ask-vote' | 'append',
    body: object,
  ])[],
): ProgramPlay {
  const puppet = (self: string) =>
    defineProgram({
      name: 'raft',
      summary: 'Says what the story says.',
      messages: raftMessages,
      start(node) {
        for (const [atMs, from, kind, body] of lines) {
          if (from === self) node.after(`${atMs}ms`, () => node.send('s', kind, body as never));
        }
      },
    });
  const puppets = ['p', 'q', 'r', 't'];
  const cast: Cast = Object.fromEntries(puppets.map((id) => [id, { program: puppet(id) }]));
  // It never stands for election itself.
  const server = { program: raft, config: { election: '1h', ...config } };
  return new ProgramPlay({ s: server, ...cast }, { untilMs: 1000 });
}

/** What the server answered: to whom, and what. */
const said = (play: ProgramPlay, kind: string): unknown[] =>
  play.stage
    .events()
    .filter(({ type, node, name }) => type === 'sent' && node === 's' && name === kind)
    .map(({ peer, data }) => [peer, (data as { body: unknown }).body]);

const asks = (term: number) => ({ term, lastIndex: 0, lastTerm: 0, pre: false });

describe('one server', () => {
  const twice = [
    [100, 'p', 'ask-vote', asks(5)],
    [500, 'q', 'ask-vote', asks(5)],
  ] as const;
  const grantedTo = (play: ProgramPlay): unknown[] =>
    said(play, 'vote').flatMap((line) => {
      const [to, { granted }] = line as [string, { granted: boolean }];
      return granted ? [to] : [];
    });

  it('votes once in a term, whatever happens to it', async () => {
    expect(grantedTo(await oneServer({}, twice).played())).toEqual(['p']);
    const play = oneServer({}, twice).powerCut('s', 200, 300);
    expect(grantedTo(await play.played())).toEqual(['p']);
  });

  it('votes again after a restart when it has not written its vote down', async () => {
    const play = oneServer({ persistVote: false }, twice).powerCut('s', 200, 300);
    expect(grantedTo(await play.played())).toEqual(['p', 'q']);
  });

  it('helps nobody to replace a leader that it has just heard, when leases rest on that', async () => {
    const empty = { prevIndex: 0, prevTerm: 0, entries: [], commit: 0, round: 1 };
    const lines = [
      [50, 'r', 'append', { term: 1, ...empty }],
      [100, 'p', 'ask-vote', asks(2)],
    ] as const;
    expect(grantedTo(await oneServer({}, lines).played())).toEqual(['p']);
    expect(grantedTo(await oneServer({ reads: 'lease' }, lines).played())).toEqual([]);
    // After a restart it does not know whom it heard.
    const late = [[400, 'p', 'ask-vote', asks(2)]] as const;
    const play = oneServer({ reads: 'lease' }, late).powerCut('s', 200, 300);
    expect(grantedTo(await play.played())).toEqual([]);
  });

  it('refuses entries that do not follow its own, and says from where on to send', async () => {
    const entry = (term: number) => ({ term, op: 'write', id: `${term}`, key: 'k', value: 'v' });
    const append = (term: number, prevIndex: number, prevTerm: number, entries: object[]) => ({
      term,
      prevIndex,
      prevTerm,
      entries,
      commit: 0,
      round: 1,
    });
    const play = oneServer({}, [
      [100, 'r', 'append', append(1, 0, 0, [entry(1), entry(1), entry(1)])],
      [200, 'r', 'append', append(1, 5, 1, [entry(1)])],
      [300, 't', 'append', append(2, 3, 2, [entry(2)])],
      [400, 't', 'append', append(2, 0, 0, [entry(2)])],
      [500, 'r', 'append', append(1, 1, 1, [entry(1)])],
    ]);
    await play.played();
    const round = 1;
    expect(said(play, 'appended')).toEqual([
      ['r', { term: 1, ok: true, match: 3, round }],
      ['r', { term: 1, ok: false, match: 3, round }],
      ['t', { term: 2, ok: false, match: 0, round }],
      ['t', { term: 2, ok: true, match: 1, round }],
      ['r', { term: 2, ok: false, match: 0, round }],
    ]);
  });
});

/** Does it at once. */
const at = (act: () => void): void => act();

describe('its parts', () => {
  it('keep a journal that a power cut may tear anywhere', () => {
    const entry = { term: 1, op: 'write', id: 'i', key: 'k', value: 'v' } as const;
    const records: unknown[] = [];
    const disk = {
      append: (_file: string, record: unknown) => void records.push(record),
      records: () => [...records],
      sync: () => ({ done: (act: () => void) => act() }),
    } as never;
    const first = new RaftJournal(
      disk,
      new RaftLog(),
      { persist: 'journal', persistVote: true },
      at,
    );
    first.vote(1, 'p');
    first.put(1, entry);
    first.put(2, entry);
    // Of the last two records only the later one was kept.
    records.splice(1, 1);
    const log = new RaftLog();
    const second = new RaftJournal(disk, log, { persist: 'journal', persistVote: true }, at);
    expect([second.term, second.votedFor, log.lastIndex]).toEqual([1, 'p', 0]);
    second.put(1, { ...entry, term: 2 });
    const last = new RaftLog();
    const third = new RaftJournal(disk, last, { persist: 'journal', persistVote: true }, at);
    expect([third.term, last.lastIndex, last.lastTerm]).toEqual([1, 1, 2]);
  });

  it.each([
    ['journal', { term: 2, votedFor: 'q', lastIndex: 1 }],
    ['interleaved', { term: 1, votedFor: 'p', lastIndex: 0 }],
  ] as const)('have after a restart, with persist %s, what was stored last', (persist, found) => {
    const files = new Map<string, unknown[]>();
    const disk = {
      append: (file: string, record: unknown) =>
        void files.set(file, [...(files.get(file) ?? []), record]),
      write: (file: string, value: unknown) => void files.set(file, [value]),
      read: (file: string, fallback: unknown) => files.get(file)?.[0] ?? fallback,
      records: (file: string) => files.get(file) ?? [],
      sync: () => ({ done: at }),
    } as never;
    const settings = { persist, persistVote: true };
    const pool: (() => void)[] = [];
    const journal = new RaftJournal(disk, new RaftLog(), settings, (act) => void pool.push(act));
    const told: string[] = [];
    journal.vote(1, 'p');
    journal.whenSafe(() => told.push('older'));
    journal.vote(2, 'q');
    journal.put(1, { term: 2, op: 'write', id: 'i', key: 'k', value: 'v' });
    journal.whenSafe(() => told.push('newer'));
    // The last that came is the first to get a thread.
    for (const act of pool.toReversed()) act();
    expect(told.toSorted()).toEqual(['newer', 'older']);
    const log = new RaftLog();
    const { term, votedFor } = new RaftJournal(disk, log, settings, at);
    expect({ term, votedFor, lastIndex: log.lastIndex }).toEqual(found);
  });

  it('remember so many operations, the newest', () => {
    const write = (id: string) => ({ term: 1, op: 'write', id, key: 'k', value: id }) as const;
    const registers = new RaftRegisters(2);
    for (const id of ['a', 'b', 'a']) registers.apply(write(id));
    expect(registers.read('k')).toEqual({ value: 'b' });
    for (const id of ['c', 'a']) registers.apply(write(id));
    expect(registers.read('k')).toEqual({ value: 'a' });
  });
});
