import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { runScenario } from '../../src/index.ts';
import { runCli } from '../support/cli.ts';
import { scratch } from '../support/scratch.ts';

const folder = scratch();
const timedOutNs = 2_000_000_000;

/** What a process can log: what it did, what it was handed, and what came of its requests. */
const logged: ReadonlySet<string> = new Set([
  'started',
  'invoked',
  'sent',
  'delivered',
  'completed',
]);

interface Line {
  readonly type: string;
  readonly variant?: string;
  readonly node?: string | null;
  readonly at?: number;
  readonly peer?: string | null;
  readonly name?: string | null;
  readonly data?: { readonly truth?: string };
}

/** A line as the client itself could have written it: without what only an observer knows. */
function ownLine({ type, at, peer, name, data }: Line): string {
  const { truth: _, ...known } = data ?? {};
  return JSON.stringify({ type, at, peer, name, data: known });
}

/** The client's log of each variant, up to the end of its patience with the second request. */
async function clientLogs(): Promise<ReadonlyMap<string, readonly string[]>> {
  const file = folder.of('events.ndjson');
  const { code, stderr } = await runCli([
    'run',
    'scenarios/networks/six-ways.yaml',
    '--events',
    file,
  ]);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  const logs = new Map<string, string[]>();
  let log: string[] = [];
  for (const text of readFileSync(file, 'utf8').trimEnd().split('\n')) {
    const line: Line = JSON.parse(text);
    if (line.type === 'header') logs.set(line.variant ?? '', (log = []));
    const isOwn = line.node === 'client' && logged.has(line.type);
    // At the very instant of its timeout it sends the retry: that is after the log of the first try.
    const isOver = log.some((own) => own.includes('"error":'));
    if (isOwn && !isOver && (line.at ?? 0) <= timedOutNs) log.push(ownLine(line));
  }
  return logs;
}

describe('what the client of the six causes can log', () => {
  let logs: ReadonlyMap<string, readonly string[]> = new Map();
  const logOf = (start: string): string =>
    [...logs].find(([variant]) => variant.startsWith(start))?.[1].join('\n') ?? '';

  beforeAll(async () => {
    logs = await clientLogs();
  }, 120_000);

  it('ends with a timeout, at the same instant', () => {
    const last = JSON.parse(logOf('1-').split('\n').at(-1) ?? '');
    expect(last).toMatchObject({ at: timedOutNs, data: { outcome: { error: 'timeout' } } });
  });

  it.each(['2-request-queued', '3-node-crashed', '4-node-paused', '5-reply-lost', '6-reply-late'])(
    'is, byte for byte, that of a lost request: %s',
    (variant) => {
      expect(logs.get(variant)?.join('\n')).toBe(logOf('1-request-lost'));
    },
  );

  it('is another one when only the process is dead: the kernel tells, and at once', () => {
    const last = JSON.parse(logOf('7-').split('\n').at(-1) ?? '');
    expect(last).toMatchObject({
      at: 1_004_000_000,
      data: { outcome: { status: 'fail', error: 'connection-refused' } },
    });
  });
});

describe('the retry of the client of the six causes', () => {
  it('is carried out where nothing was done before it, by a node that is back as well', async () => {
    const { runs } = await runScenario('scenarios/networks/six-ways.yaml');
    for (const variant of ['1-request-lost', '3-node-crashed']) {
      const ledger = runs.find((run) => run.variant === variant)?.ledger ?? [];
      expect([variant, ledger.at(-1)]).toMatchObject([variant, { attempt: 2, truth: 'done' }]);
    }
  });
});
