import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, launcher } from '../support/built.ts';
import type { Finished } from '../support/cli.ts';
import { scratch } from '../support/scratch.ts';
import { failingScenario, ownScenario, programText } from '../support/small-scenarios.ts';

const folder = scratch();

beforeAll(ensureBuilt);

/** A scenario that nobody waits for; its program says when it is loaded, and takes its time. */
const long = folder.write('long.yaml', ownScenario('long', './long.ts').replace('5s', '24h'));
folder.write(
  'long.ts',
  programText(
    `let sum = 0;
    node.every('1ms', () => {
      for (let nth = 0; nth < 1e5; nth += 1) sum += nth;
    });`,
    "console.log('loaded');",
  ),
);

/** Compare-and-sets, all at once, that agree in too many orders to try them all. */
function hardHistory(): string {
  let state = 7;
  const value = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor(state / 2 ** 16) % 9;
  };
  const sets = Array.from({ length: 44 }, (_, process) => ({ process, pair: [value(), value()] }));
  const rows = [
    ':type :invoke, :process 99, :f :write, :value 0',
    ':type :ok, :process 99, :f :write, :value 0',
    ...['invoke', 'ok'].flatMap((type) =>
      sets.map(
        ({ process, pair }) =>
          `:type :${type}, :process ${process}, :f :cas, :value [${pair.join(' ')}]`,
      ),
    ),
  ];
  return rows.map((row, index) => `{:index ${index}, ${row}}\n`).join('');
}

const hard = folder.write('hard.edn', hardHistory());
const easy = folder.write(
  'easy.edn',
  '{:index 0, :type :invoke, :process 0, :f :write, :value 1}\n' +
    '{:index 1, :type :ok, :process 0, :f :write, :value 1}\n',
);

/** Runs a command, and sends a signal a while after the sign, or after it has been started. */
async function stopped(
  args: readonly string[],
  signal: 'SIGINT' | 'SIGTERM',
  sign: string | null = null,
  times = 1,
): Promise<Finished> {
  const child = spawn(process.execPath, [launcher, ...args], {
    cwd: folder.path,
    stdio: 'pipe',
    timeout: 60_000,
  });
  const said = { stdout: '', stderr: '' };
  let isAsked = false;
  const ask = (): void => {
    if (isAsked) return;
    isAsked = true;
    for (let nth = 0; nth < times; nth += 1) setTimeout(() => child.kill(signal), 1500 + 200 * nth);
  };
  if (sign === null) ask();
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
      if (sign !== null && said[stream].includes(sign)) ask();
    });
  }
  return await new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, ...said }));
  });
}

const signals = [
  ['SIGINT', 130, 'Ctrl+C (SIGINT)'],
  ['SIGTERM', 143, 'SIGTERM'],
] as const;

describe.each(signals)('a command that %s stops', { timeout: 120_000 }, (signal, wanted, words) => {
  const nothing = `stopped by ${words} before a violation was found\n`;
  const something = `stopped by ${words}: what was finished until then is told\n`;

  it.each([
    ['shrink', ['shrink', long, '-o', 'left.yaml']],
    ['why', ['why', long, '--json']],
    ['corpus add', ['corpus', 'add', 'kept', long]],
  ])('%s: says that it has found nothing yet, and writes nothing', async (_, args) => {
    const { code, stdout, stderr } = await stopped(args, signal, 'loaded');
    expect({ code, stdout }).toEqual({ code: wanted, stdout: '' });
    expect(stderr).toBe(`loaded\n${nothing}`);
    expect(existsSync(folder.of('left.yaml'))).toBe(false);
    expect(existsSync(folder.of('kept'))).toBe(false);
  });

  it.each([
    ['run', ['run', long, '--json', '--events', 'events.ndjson', '--ui', 'none']],
    ['explore', ['explore', long, '--json', '--jobs', '1', '-q']],
  ])('%s: reports what was played', async (_, args) => {
    const { code, stdout, stderr } = await stopped(args, signal, 'loaded');
    expect(code).toBe(wanted);
    expect(JSON.parse(stdout)).toMatchObject({ complete: false, stopped: signal });
    expect(stderr.endsWith(something)).toBe(true);
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.draft'))).toEqual([]);
  });

  it('why: tells what it has looked into', async () => {
    const failing = folder.write('failing.yaml', failingScenario('failing'));
    const args = ['why', failing, '--json', '--points', '900', '--futures', '900'];
    const { code, stdout, stderr } = await stopped(args, signal);
    expect({ code, stderr }).toEqual({ code: wanted, stderr: something });
    const { necessities, blame } = JSON.parse(stdout);
    expect(necessities).toHaveLength(3);
    const drawn = blame.points.map(({ of }: { of: number }) => of);
    expect(Math.min(...drawn)).toBeGreaterThan(0);
    expect(drawn.length).toBeLessThan(900);
  });

  it('replay: compares nothing', async () => {
    const { code, stdout, stderr } = await stopped(['replay', long], signal, 'loaded');
    expect({ code, stdout }).toEqual({ code: wanted, stdout: '' });
    expect(stderr).toBe(`loaded\n${something}`);
  });

  it('check: judges what it has read, and gives up what it waits for', async () => {
    const args = ['check', easy, '-', '--model', 'cas-register', '--json'];
    const { code, stdout, stderr } = await stopped(args, signal);
    expect({ code, stderr }).toEqual({ code: wanted, stderr: something });
    const verdicts = JSON.parse(stdout).results.map(
      ({ verdict, why }: { verdict: string; why: string | null }) => [verdict, why],
    );
    expect(verdicts).toEqual([
      ['held', null],
      ['undecided', 'a signal came before it was judged'],
    ]);
  });

  it('run: says that there was nothing to tell while it waits for its scenario', async () => {
    const { code, stdout, stderr } = await stopped(['run', '-', '--json'], signal);
    expect({ code, stdout }).toEqual({ code: wanted, stdout: '' });
    expect(stderr).toBe(`stopped by ${words} before there was anything to tell\n`);
  });
});

describe('a run that hears two signals at once', { timeout: 60_000 }, () => {
  it('leaves without a report, and leaves no draft behind', async () => {
    const body = "node.after('1s', () => { for (;;); });";
    folder.write('stuck.ts', programText(body, "console.log('loaded');"));
    const stuck = folder.write('stuck.yaml', ownScenario('stuck', './stuck.ts'));
    const args = ['run', stuck, '--json', '--events', 'stuck.ndjson', '--max-wall', '4s'];
    const { code, stdout } = await stopped(args, 'SIGINT', 'loaded', 2);
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(readdirSync(folder.path).filter((name) => name.startsWith('stuck.nd'))).toEqual([]);
  });
});

describe('a search that never gives signals their turn', { timeout: 60_000 }, () => {
  const endless = ['--model', 'cas-register', '--max-steps', '1000000000000'];
  const args = ['check', easy, hard, easy, ...endless, '--max-memory', '100GiB'];

  it('is broken off by Ctrl+C, and what was judged before is told', async () => {
    const { code, stdout, stderr } = await stopped(args, 'SIGINT');
    expect(code).toBe(130);
    expect(stdout).toContain(`HELD  ${easy}\n`);
    expect(stdout).not.toContain(hard);
    expect(stderr).toContain(`${hard}: a signal came before it was judged\n`);
    expect(stderr).toContain('stopped by Ctrl+C (SIGINT)');
  });

  it('is ended by SIGTERM as the system does it', async () => {
    expect(await stopped(args, 'SIGTERM')).toEqual({ code: null, stdout: '', stderr: '' });
  });
});
