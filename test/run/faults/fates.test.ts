import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { runScenario } from '../../../src/index.ts';

/*
 * Stations that send datagrams evenly or at random, whatever they hear: so most messages exist with a
 * fault and without it, and what becomes of them can be compared one by one.
 */
const stations = ['a', 'b', 'c', 'd'] as const;
const to = { a: 'b', b: 'c', c: 'a', d: 'b' } as const;
type Station = (typeof stations)[number];

interface Strike {
  readonly kind: string;
  readonly at: Station;
  readonly fromMs: number;
  readonly lastsMs: number;
}

const onLinks: readonly string[] = [
  'delay, by: 10ms..200ms',
  'loss, probability: 50%',
  'duplicate, probability: 50%',
  'reorder, probability: 50%',
  'corrupt, probability: 50%',
  'partition',
  'hold',
  'refuse',
  'unreachable',
  'bandwidth, to: 64kbit/s',
  'flap, off: 20ms..100ms, on: 50ms',
];
const onNodes: readonly string[] = [
  'crash',
  'crash, scope: host',
  'pause, cause: gc',
  'pause, cause: vm-suspend',
  'slow-nic, to: 64kbit/s',
  'withhold, probability: 50%',
  'replay, after: 10ms..300ms',
  'clock-drift, by: 100000ppm',
  'clock-freeze, clock: all',
  'clock-strobe, by: 40ms',
  'vm-jump',
];
const strike: fc.Arbitrary<Strike> = fc.record({
  kind: fc.constantFrom(...onLinks, ...onNodes),
  at: fc.constantFrom(...stations),
  fromMs: fc.integer({ min: 0, max: 1000 }),
  lastsMs: fc.integer({ min: 1, max: 500 }),
});

const written = ({ kind, at, fromMs, lastsMs }: Strike, id: string): string => {
  const target = onLinks.includes(kind) ? `${at} -> ${to[at]}` : at;
  return `  ${id}: { fault: ${kind}, target: ${target}, at: ${fromMs}ms, duration: ${lastsMs}ms }`;
};

const world = (seed: number): string => `version: 1
name: fates
seed: ${seed}
duration: 4s
nodes:
${stations
  .map(
    (id, place) =>
      `  ${id}: { program: station, config: { to: ${to[id]}, gap: 20ms, rhythm: ${place % 2 ? 'even' : 'random'} } }`,
  )
  .join('\n')}
links:
  defaults: { latency: 1ms..30ms, loss: 5%, duplicate: 5%, reorder: 10%, corrupt: 2% }
checks:
  sound: { check: no-program-errors }
`;

interface Message {
  readonly from: string;
  readonly to: string;
  readonly sentAtNs: number;
  readonly fate: readonly string[];
}

/** What became of each message, by its identity: link, instant of sending, ordinal. */
async function fates(
  seed: number,
  strikes: ReadonlyMap<string, Strike>,
): Promise<ReadonlyMap<string, Message>> {
  const lines = [...strikes].map(([id, one]) => written(one, id));
  const text = lines.length === 0 ? '' : `faults:\n${lines.join('\n')}\n`;
  const { runs } = await runScenario(world(seed) + text, { events: true });
  const messages = new Map<string, { -readonly [K in keyof Message]: Message[K] }>();
  for (const { type, at, node, peer, data } of runs[0]?.events ?? []) {
    if (!['sent', 'delivered', 'lost', 'duplicated', 'corrupted'].includes(type)) continue;
    const [sender, receiver] = type === 'delivered' ? [peer, node] : [node, peer];
    const { sentAt, ordinal, copy, why } = data as { readonly [field: string]: string | number };
    const id = `${sender} ${receiver} ${sentAt} ${ordinal}`;
    const known = messages.get(id);
    if (type === 'sent') {
      messages.set(id, { from: `${sender}`, to: `${receiver}`, sentAtNs: at, fate: [] });
    } else if (known !== undefined) {
      known.fate = [...known.fate, `${type} ${copy ?? 0} ${why ?? ''} ${at}`].toSorted();
    }
  }
  return messages;
}

/** How many messages both runs have of those that are asked for; expects that they fared alike. */
function expectAlike(
  one: ReadonlyMap<string, Message>,
  other: ReadonlyMap<string, Message>,
  isAsked: (message: Message, again: Message) => boolean,
): number {
  let common = 0;
  for (const [id, message] of one) {
    const again = other.get(id);
    if (again === undefined || !isAsked(message, again)) continue;
    expect(`${id}: ${again.fate.join()}`).toBe(`${id}: ${message.fate.join()}`);
    common += 1;
  }
  return common;
}

const named = (strikes: readonly Strike[]): ReadonlyMap<string, Strike> =>
  new Map(strikes.map((one, place) => [`f${place}`, one]));
const seeds = fc.integer({ min: 1, max: 1000 });

// What plays a scenario is loaded with the first one.
beforeAll(() => fates(1, new Map()));

describe('what becomes of a message', () => {
  it('is the same without a fault that was elsewhere', async () => {
    let compared = 0;
    const some = fc.array(strike, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(seeds, some, async (seed, strikes) => {
        const [gone] = strikes;
        const all = named(strikes);
        const less = new Map([...all].filter(([id]) => id !== 'f0'));
        compared += expectAlike(await fates(seed, all), await fates(seed, less), (message) => {
          return gone?.at !== message.from && gone?.at !== message.to;
        });
      }),
      { seed: 11, numRuns: 10 },
    );
    expect(compared).toBeGreaterThan(1000);
  });

  it('is again as without faults when all of them are over', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(seeds, fc.array(strike, { maxLength: 6 }), async (seed, strikes) => {
        const [calm, struck] = [await fates(seed, new Map()), await fates(seed, named(strikes))];
        // What was held or queued has drained by then.
        compared += expectAlike(calm, struck, ({ sentAtNs }) => sentAtNs > 3e9);
      }),
      { seed: 12, numRuns: 10 },
    );
    expect(compared).toBeGreaterThan(300);
  });

  it('is decided by the faults in force, whichever of them came first', async () => {
    let compared = 0;
    const pair = fc.tuple(
      fc.constantFrom(...onLinks.slice(0, 6)),
      fc.constantFrom(...onLinks.slice(0, 6)),
    );
    await fc.assert(
      fc.asyncProperty(seeds, pair, async (seed, [p, q]) => {
        const early = { at: 'a', fromMs: 500, lastsMs: 1000 } as const;
        const late = { at: 'a', fromMs: 1000, lastsMs: 1000 } as const;
        const play = (first: object, second: object) =>
          fates(
            seed,
            new Map<string, Strike>([
              ['p', { kind: p, ...early, ...first }],
              ['q', { kind: q, ...early, ...second }],
            ]),
          );
        const [one, other] = [await play(early, late), await play(late, early)];
        // Both are in force from the first second to a second and a half.
        const isOver = ({ fate }: Message): boolean =>
          fate.every((line) => Number(line.split(' ').at(-1)) < 1.5e9);
        compared += expectAlike(one, other, (message, again) => {
          const { sentAtNs } = message;
          return sentAtNs >= 1e9 && sentAtNs < 1.5e9 && isOver(message) && isOver(again);
        });
      }),
      { seed: 13, numRuns: 10 },
    );
    expect(compared).toBeGreaterThan(300);
  });
});
