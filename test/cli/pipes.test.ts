import { beforeAll, describe, expect, it } from 'vitest';
import { finished, runCli } from '../support/cli.ts';
import { ensureBuilt, launcher } from '../support/built.ts';
import { scratch } from '../support/scratch.ts';
import { quietScenario } from '../support/small-scenarios.ts';

const folder = scratch();
const scenario = folder.write('small.yaml', quietScenario('small'));

beforeAll(ensureBuilt);

/** Runs a command with a pipe to whose other end nobody comes, and sends it a signal. */
async function leftAlone(signal: 'INT' | 'TERM', args: readonly string[]): Promise<number | null> {
  const line = `'${process.execPath}' '${launcher}' "$@" & child=$!; sleep 2; kill -${signal} $child; sleep 2; kill -KILL $child 2>/dev/null; wait $child`;
  // A shell gives what it leaves in the background no SIGINT, and Node takes it up again.
  const { code } = await finished('sh', ['-c', line, 'sh', ...args], { cwd: folder.path });
  return code;
}

describe('a pipe at whose other end nobody is', { timeout: 120_000 }, () => {
  it.each([
    [['run', scenario, '--reporter', 'json=pipe']],
    [['run', scenario, '--events', 'pipe']],
    [['report', 'diff', 'pipe', 'pipe']],
    [['report', 'merge', 'pipe']],
    [['report', 'convert', 'pipe', '--to', 'perfetto']],
    [['check', 'pipe', '--model', 'register']],
  ])('lets signals through: %j', async (args) => {
    const pipe = folder.pipe(`pipe-${args.join('-').replaceAll(/[^a-z]+/g, '-')}`);
    const words = args.map((word) => word.replace(/\bpipe$/, pipe));
    const codes = await Promise.all([leftAlone('INT', words), leftAlone('TERM', words)]);
    expect(codes).toEqual([130, 143]);
  });

  it('is told after a while', async () => {
    const pipe = folder.pipe('lonely');
    const [read, converted, checked, written] = await Promise.all([
      runCli(['report', 'merge', pipe]),
      runCli(['report', 'convert', pipe, '--to', 'shiviz']),
      runCli(['check', pipe, '--model', 'register']),
      runCli(['run', scenario, '--events', folder.pipe('unread')]),
    ]);
    const unwritten = 'it is a pipe, and nobody writes to it';
    expect(read).toMatchObject({ code: 3, stdout: '' });
    expect(read.stderr).toBe(`error: ${pipe} cannot be read as a report: ${unwritten}\n`);
    expect(converted).toMatchObject({ code: 3, stdout: '' });
    expect(converted.stderr).toBe(`error: ${pipe} cannot be read as events: ${unwritten}\n`);
    expect(checked).toMatchObject({ code: 3 });
    expect(checked.stderr).toContain(`${pipe}: ${unwritten}`);
    expect(written).toMatchObject({ code: 74, stdout: '' });
    expect(written.stderr).toContain('cannot be written: it is a pipe, and nobody reads it');
  });

  it('is no journal', async () => {
    const pipe = folder.pipe('journal');
    const { code, stderr } = await runCli([
      'explore',
      scenario,
      '--seeds',
      '1..2',
      '--journal',
      pipe,
    ]);
    expect(code).toBe(2);
    expect(stderr).toBe(`error: --journal ${pipe}: it is a pipe, which keeps nothing\n`);
  });
});

describe('a pipe of a shell', { timeout: 60_000 }, () => {
  const program = `'${process.execPath}' '${launcher}'`;

  it('carries events to a slow reader, and to a command that reads them', async () => {
    await runCli(['run', scenario, '--events', folder.of('e.ndjson'), '-q']);
    const line = `${program} run '${scenario}' -q --events >(sleep 1; cat > through.ndjson) && sleep 2 && cmp e.ndjson through.ndjson && ${program} report convert <(sleep 1; cat e.ndjson) --to shiviz -o piped.log && ${program} report convert e.ndjson --to shiviz | cmp - piped.log`;
    expect(await finished('bash', ['-c', line], { cwd: folder.path })).toMatchObject({
      code: 0,
      stderr: '',
    });
  });

  it('carries reports that are compared', async () => {
    await runCli(['run', scenario, '--reporter', `json=${folder.of('r.json')}`, '-q']);
    const line = `${program} report diff <(sleep 1; cat r.json) <(cat r.json)`;
    const { code, stdout } = await finished('bash', ['-c', line], { cwd: folder.path });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'No difference.\n' });
  });
});
