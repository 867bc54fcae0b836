import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { traceNames } from '../../../src/reports/traces/names.ts';
import { ensureBuilt, launcher } from '../../support/built.ts';
import { type ChromeEvent, chromeComplaints } from '../../support/chrome-rules.ts';
import { finished, runCli } from '../../support/cli.ts';
import { expectGolden } from '../../support/golden.ts';
import { scratch } from '../../support/scratch.ts';
import { clockComplaints, readShiviz } from '../../support/shiviz-rules.ts';
import { failingScenario } from '../../support/small-scenarios.ts';

const folder = scratch();

/** The events of a small run: a request, a reply that is lost, a crash, and the request again. */
async function smallEvents(): Promise<string> {
  const path = folder.of('small.ndjson');
  if (existsSync(path)) return path;
  const crash =
    '  power-cut: { fault: crash, target: counter, at: 1.5s, duration: 200ms }\nchecks:';
  const text = failingScenario('small').replace('20s', '3s').replace('checks:', crash);
  const scenario = folder.write('small.yaml', text);
  await runCli(['run', scenario, '--events', path, '-q']);
  return path;
}

async function convert(...args: readonly string[]) {
  return await runCli(['report', 'convert', ...args]);
}

/** Events of a run that says a lot. */
function longEvents(name: string, events: number): string {
  const header = {
    type: 'header',
    schema: 'fault-sim.events/1',
    scenario: 'long',
    variant: null,
    cell: null,
    seed: '1',
    durationNs: 1e9,
    nodes: ['a'],
  };
  const event = { type: 'observed', node: 'a', peer: null, name: 'says', incarnation: 1 };
  const rows = Array.from({ length: events }, (_, seq) =>
    JSON.stringify({ ...event, seq, at: seq, data: { text: 'x'.repeat(100) } }),
  );
  const verdict = { type: 'verdict', verdict: 'pass', checks: [], events, digest: 'sha256:0' };
  return folder.write(
    name,
    `${[JSON.stringify(header), ...rows, JSON.stringify(verdict)].join('\n')}\n`,
  );
}

describe('report convert', () => {
  it.each(traceNames)('writes what %s opens', async (name) => {
    const events = await smallEvents();
    const { code, stdout, stderr } = await convert(events, '--to', name);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expectGolden(`traces/small.${name}.txt`, stdout);
    const out = folder.of(`out/${name}`);
    expect(await convert(events, '--to', name, '-o', out)).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(readFileSync(out, 'utf8')).toBe(stdout);
    const input = readFileSync(events, 'utf8');
    const piped = await runCli(['report', 'convert', '-', '--to', name], { input });
    expect(piped).toEqual({ code: 0, stdout, stderr: '' });
  });

  it('keeps the rules of the tools with several variants', async () => {
    const path = folder.of('lease.ndjson');
    const scenario = 'scenarios/pauses/lease-and-a-long-pause.yaml';
    await runCli(['run', scenario, '--events', path, '-q']);
    const log = readShiviz((await convert(path, '--to', 'shiviz')).stdout);
    expect([...log.keys()]).toEqual([
      'lease-and-a-long-pause/fenced/42',
      'lease-and-a-long-pause/unfenced/42',
    ]);
    for (const events of log.values()) expect(clockComplaints(events)).toEqual([]);
    const { traceEvents } = JSON.parse((await convert(path, '--to', 'perfetto')).stdout) as {
      readonly traceEvents: readonly ChromeEvent[];
    };
    expect(chromeComplaints(traceEvents)).toEqual([]);
  });

  it('names the line that is damaged or cut, and writes no file', async () => {
    const lines = readFileSync(await smallEvents(), 'utf8').split('\n');
    const [header = '', first = '', ...rest] = lines;
    const whole = 'is no whole stream of events of `fault-sim run`: ';
    const damaged: readonly (readonly [name: string, text: string, problem: string])[] = [
      ['empty', '', 'it is empty'],
      ['cut', lines.slice(0, 4).join('\n').slice(0, -5), 'line 4: it is cut off, or no JSON'],
      [
        'short',
        `${lines.slice(0, 4).join('\n')}\n`,
        'it ends after line 4, before the verdict of its last run',
      ],
      ['broken', [header, first, '{"seq":', ...rest].join('\n'), 'line 3: it is no JSON'],
      ['blank', [header, '', first].join('\n'), 'line 2: it is no JSON'],
      [
        'headless',
        lines.slice(1).join('\n'),
        'line 1: the first line should be the header of a run: {"type":"header", ...}',
      ],
      [
        'other',
        [header.replace('events/1', 'events/2')].join('\n'),
        'line 1: schema should be "fault-sim.events/1"',
      ],
      [
        'odd',
        [header, first.replace('"at":0', '"at":"0"')].join('\n'),
        'line 2: at should be a whole number',
      ],
      [
        'stranger',
        [header, first.replace('"node":null', '"node":"nobody"')].join('\n'),
        'line 2: node is "nobody", which is none of the nodes of the header',
      ],
    ];
    for (const [name, text, problem] of damaged) {
      const path = folder.write(`damaged/${name}.ndjson`, text);
      const out = folder.of('damaged/out');
      expect(await convert(path, '--to', 'shiviz', '-o', out)).toEqual({
        code: 3,
        stdout: '',
        stderr: `error: ${path} ${whole}${problem}\n`,
      });
      const left = readdirSync(folder.of('damaged')).filter((file) => file.startsWith('out'));
      expect(left).toEqual([]);
    }
    const bytes = folder.of('damaged/bytes.ndjson');
    writeFileSync(
      bytes,
      Buffer.concat([Buffer.from(`${header}\n`), Buffer.from([0x22, 0xff, 0x22])]),
    );
    expect((await convert(bytes, '--to', 'perfetto')).stderr).toContain('line 2: ');
    const input = lines.slice(0, 3).join('\n');
    const piped = await runCli(['report', 'convert', '-', '--to', 'shiviz'], { input });
    expect(piped.code).toBe(3);
    expect(piped.stderr).toContain('error: standard input is no whole stream of events');
  });

  it('refuses what cannot be read', async () => {
    const out = folder.of('unread');
    for (const [path, problem] of [
      [folder.of('none.ndjson'), 'there is no file'],
      [folder.path, 'it is a folder'],
      ['/dev/zero', 'it is a device'],
    ] as const) {
      const { code, stdout, stderr } = await convert(path, '--to', 'shiviz', '-o', out);
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toContain(problem);
      expect(stderr).not.toContain('    at ');
    }
    expect(existsSync(out)).toBe(false);
  });

  it('says with 74 that a file cannot be written', async () => {
    const events = await smallEvents();
    mkdirSync(folder.of('taken'));
    for (const out of [folder.of('taken'), folder.of('small.yaml/below')]) {
      const { code, stderr } = await convert(events, '--to', 'shiviz', '-o', out);
      expect(code).toBe(74);
      expect(stderr).toMatch(/^error: .* cannot be written: .*\n$/);
    }
  });

  it('ends in silence when its reader goes away', async () => {
    ensureBuilt();
    const events = longEvents('long.ndjson', 20_000);
    const line = `set -o pipefail; '${process.execPath}' '${launcher}' report convert ${events} --to perfetto | head -c 10`;
    const { code, stdout, stderr } = await finished('bash', ['-c', line]);
    expect({ code, length: stdout.length, stderr }).toEqual({ code: 0, length: 10, stderr: '' });
  });

  it('holds no more than a part of what it reads', async () => {
    ensureBuilt();
    const events = longEvents('longer.ndjson', 250_000);
    const flags = ['--max-old-space-size=48', launcher, 'report', 'convert', events];
    for (const name of traceNames) {
      const out = folder.of(`longer.${name}`);
      const { code, stderr } = await finished(process.execPath, [
        ...flags,
        '--to',
        name,
        '-o',
        out,
      ]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    }
  }, 120_000);

  it('takes one file, a tool, and no flag of the other words', async () => {
    const events = await smallEvents();
    for (const [args, problem] of [
      [[events], 'report convert: say into what, with --to: of a report github, html, json, '],
      [[events, events, '--to', 'shiviz'], 'report convert --to shiviz takes one file of events'],
      [[events, '--to', 'shivis'], 'Did you mean shiviz?'],
      [
        [events, '--to', 'shiviz', '--json'],
        '--json: only `report diff` and `report merge` have this flag',
      ],
      [
        [events, '--to', 'shiviz', '--format', 'json'],
        '--format: only `report diff` has this flag',
      ],
    ] as const) {
      const { code, stdout, stderr } = await convert(...args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(problem);
    }
    const merge = await runCli(['report', 'merge', events, '--to', 'shiviz']);
    expect(merge.stderr).toContain('--to: only `report convert` has this flag');
  });
});
