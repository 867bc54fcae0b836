import { describe, expect, it } from 'vitest';
import { cbrt, exp, log, pow, sin } from '../../../src/base/kernels.ts';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { ownScenario, programText } from '../../support/small-scenarios.ts';

const folder = scratch();
let number = 0;

/** Plays a program with this body; its report, and its log lines. */
async function played(body: string, head = '') {
  number += 1;
  const name = `own-${number}`;
  folder.write(`${name}.ts`, programText(body, head));
  const path = folder.write(`${name}.yaml`, ownScenario(name, `./${name}.ts`));
  const events = folder.of(`${name}.ndjson`);
  const outcome = await runCli(['run', path, '--json', '--events', events]);
  return { ...outcome, name, events };
}

/** Why the check on the program was violated. */
function why(stdout: string): string {
  const [run] = JSON.parse(stdout).runs;
  return run.checks.find(({ id }: { id: string }) => id === 'sound').witness.why;
}

/** Each is touched on line 7 of the program. */
const touches: readonly (readonly [string, string])[] = [
  ['Date.now()', 'node.clock.wall()'],
  ['new Date()', 'node.clock.wall()'],
  ['Date()', 'node.clock.wall()'],
  ['new Date(2020, 1, 1)', 'Date.UTC()'],
  ['performance.now()', 'node.clock.monotonic()'],
  ['process.hrtime()', 'node.clock.monotonic()'],
  ['process.hrtime.bigint()', 'node.clock.monotonic()'],
  ['Math.random()', 'node.random'],
  ['crypto.randomUUID()', 'node.random'],
  ['crypto.getRandomValues(new Uint8Array(4))', 'node.random'],
  ['setTimeout(() => {}, 1)', 'node.after'],
  ['setInterval(() => {}, 1)', 'node.every'],
  ['setImmediate(() => {})', 'node.after'],
  ['process.nextTick(() => {})', 'node.after'],
  ['queueMicrotask(() => {})', 'node.task'],
  ['fetch("http://localhost/")', 'node.call'],
  ['process.exit(0)', 'node.exit'],
  ['process.abort()', 'node.exit'],
  ["process.stdout.write('x')", 'node.log'],
  ["process.stderr.write('x')", 'node.log'],
  ['[1].map(Date.now)', 'node.clock.wall()'],
  ['new Date(5).getHours()', 'UTC'],
  ['new Date(5).getTimezoneOffset()', 'UTC'],
  ['`${new Date(5)}`', 'toISOString'],
  ['new Date(5).toLocaleString()', 'timeZone'],
  ["new Date(5).toLocaleString('en')", 'timeZone'],
  ["new Date('2020-01-01T00:00')", 'a zone, as in 2020-01-01T00:00Z'],
  ["Date.parse('1 Jan 2020')", 'a zone, as in 2020-01-01T00:00Z'],
  ['new Intl.DateTimeFormat()', 'timeZone'],
  ['Intl.NumberFormat()', 'a locale'],
  ['(5000).toLocaleString()', 'a locale'],
  ["'a'.localeCompare('b')", 'a locale'],
  ['process.env.HOME', '`config` of the node'],
  ['process.argv.length', '`config` of the node'],
  ['process.cwd()', '`config` of the node'],
  ['process.pid', 'node.id'],
  ["process.binding('os')", 'differs from machine to machine'],
  ['process.getuid()', 'differs from machine to machine'],
  ['process.report.getReport()', 'differs from machine to machine'],
  ['process.getActiveResourcesInfo()', 'differs from machine to machine'],
  ['performance.nodeTiming', 'node.clock.wall()'],
  ['process.platform', 'differs from machine to machine'],
  ['process.version', 'differs from machine to machine'],
  ['process.memoryUsage.rss()', 'differs from machine to machine'],
  ['process.resourceUsage()', 'differs from machine to machine'],
  ['performance.timeOrigin', 'node.clock.wall()'],
  ["performance.mark('here')", 'node.clock.monotonic()'],
  ["performance.measure('so far')", 'node.clock.monotonic()'],
  ['performance.toJSON()', 'node.clock.monotonic()'],
  ['AbortSignal.timeout(5)', 'node.after'],
  ['new MessageChannel()', 'node.send'],
  ["new BroadcastChannel('all')", 'node.send'],
  ["crypto.subtle.digest('SHA-256', new Uint8Array(4))", 'never comes'],
  ['WebAssembly.compile(new Uint8Array(4))', 'new WebAssembly.Module'],
  ['Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)', 'node.sleep'],
  ['new WeakRef({})', 'differs from run to run'],
  ['new FinalizationRegistry(() => {})', 'differs from run to run'],
];

describe('a program that touches the host', () => {
  it.each(touches)('by %s is told the line and what to use', async (touch, instead) => {
    const { code, stdout, stderr, name } = await played(touch);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(why(stdout)).toContain('outside of the simulation: use ');
    expect(why(stdout)).toContain(instead);
    expect(why(stdout)).toContain(`(${name}.ts:7)`);
  });

  it.each([
    ['Date.now()', 'node.clock.wall()'],
    ['Math.random()', 'node.random'],
    ['setTimeout(() => {}, 1)', 'node.after'],
  ])('by %s while it is imported does not load', async (touch, instead) => {
    const { code, stdout, stderr, name } = await played('', `const early = ${touch};`);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(`${name}.ts:2:`);
    expect(stderr).toContain(instead);
    expect(stderr).toContain(`2 | const early = ${touch};`);
  });

  it.each([
    ['fs', 'node.disk'],
    ['node:fs/promises', 'node.disk'],
    ['node:timers', 'node.after'],
    ['net', 'node.connect'],
    ['node:child_process', 'what `node` offers'],
  ])('by importing %s does not load', async (module, instead) => {
    const { code, stderr, name } = await played(
      'void outside;',
      `import * as outside from '${module}';`,
    );
    expect(code).toBe(3);
    expect(stderr).toContain(`${name}.ts:2:26`);
    expect(stderr).toContain(instead);
  });

  it.each([
    [`await import('node:http')`, '7:'],
    [`export * from 'node:fs';`, '2:15'],
    [`const fs = require('fs');`, '2:20'],
  ])('by %s does not load', async (line, place) => {
    const inBody = line.startsWith('await');
    const { code, stderr, name } = await played(
      inBody ? `void (async () => { ${line}; })();` : '',
      inBody ? '' : line,
    );
    expect(code).toBe(3);
    expect(stderr).toContain(`${name}.ts:${place}`);
  });

  it.each([
    ["require('zlib').gzip('x', () => {})", 'with Sync in its name'],
    ["require('crypto').scrypt('x', 'y', 8, () => {})", 'with Sync in its name'],
    ["require('crypto').generatePrimeSync(32)", 'node.random'],
    ["require('tls').connect(1)", 'node.send'],
    ["require('http2').connect('http://localhost:1')", 'node.send'],
    ["require('dns/promises').lookup('localhost')", 'the ids of nodes'],
    ["require('vm').runInNewContext('Date.now()')", 'vm.runInThisContext'],
    ["require('vm').createContext({})", 'vm.runInThisContext'],
    ["new (require('vm').Script)('Date.now()').runInNewContext()", 'vm.runInThisContext'],
  ])('through a package by %s is told what to use', async (touch, instead) => {
    folder.write('node_modules/reach/package.json', '{"name": "reach", "main": "index.js"}');
    folder.write('node_modules/reach/index.js', `exports.reach = () => ${touch};`);
    const { code, stdout } = await played('reach();', `import { reach } from 'reach';`);
    expect(code).toBe(1);
    expect(why(stdout)).toContain(instead);
  });

  it('may compile WebAssembly and hash while it is loaded, and keep what comes of it', async () => {
    const { code, stderr } = await played(
      'new WebAssembly.Instance(compiled); node.log(String(hash.byteLength));',
      `const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
       const compiled = await WebAssembly.compile(bytes);
       const hash = await crypto.subtle.digest('SHA-256', bytes);`,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('may ask for UTC, and for a locale and a time zone that it names', async () => {
    const { code, stderr } = await played(`
      const day = new Date(86400000);
      const said = [
        day.getUTCHours(), day.toISOString(), JSON.stringify(day), day.toUTCString(), day - 1,
        day.toLocaleString('en', { timeZone: 'UTC' }),
        new Date('2020-01-01').getTime(), Date.parse('2020-01-01T00:00:00Z'),
        Date.parse('Thu, 01 Jan 1970 00:00:00 GMT'), Date.parse('2020-01-01T00:00+02:00'),
        new Date('nonsense').getTime(),
        new Intl.DateTimeFormat('en', { timeZone: 'UTC' }).format(day),
        (5000).toLocaleString('en'), 'a'.localeCompare('b', 'en'), 'A'.toLowerCase(),
      ];
      node.log(said.join());
    `);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('through a package that reads how it is to behave is let through', async () => {
    folder.write('node_modules/mode/package.json', '{"name": "mode", "main": "index.js"}');
    folder.write(
      'node_modules/mode/index.js',
      `const early = new Date(5).getTimezoneOffset();
exports.mode = () => process.env.NODE_ENV;
exports.hour = () => new Date(5).getHours() + early;
`,
    );
    expect((await played('mode.mode();', `import mode from 'mode';`)).code).toBe(0);
    const hour = await played('mode.hour();', `import mode from 'mode';`);
    expect(why(hour.stdout)).toContain('(node_modules/mode/index.js:3)');
  });

  it('through a package is told the line of the package', async () => {
    folder.write('node_modules/clocky/package.json', '{"name": "clocky", "main": "index.js"}');
    folder.write(
      'node_modules/clocky/index.js',
      `const fs = require('fs');\nexports.now = () => Date.now();\nexports.read = () => fs.readFileSync('x');\n`,
    );
    const now = await played('clocky.now();', `import clocky from 'clocky';`);
    expect(why(now.stdout)).toContain('(node_modules/clocky/index.js:2)');
    const read = await played('clocky.read();', `import clocky from 'clocky';`);
    expect(why(read.stdout)).toContain(
      'fs.readFileSync() is outside of the simulation: use node.disk',
    );
  });

  it('may use modules that only compute, types of others, and a date of a number', async () => {
    const { code, stderr } = await played(
      `node.log(join('a', 'b') + new Date(0).toISOString());`,
      `import { join } from 'node:path';\nimport type { Stats } from 'node:fs';\nexport type S = Stats;`,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('a program that computes', () => {
  /** The lines that a program logged, who says nothing else. */
  async function logged(body: string): Promise<string[]> {
    const { events, code, stderr } = await played(body);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return await linesOf(events);
  }

  async function linesOf(events: string): Promise<string[]> {
    const { readFileSync } = await import('node:fs');
    return readFileSync(events, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ type }) => type === 'log')
      .map(({ data }) => data);
  }

  it('gets exact mathematics', async () => {
    const lines = await logged(
      `for (const x of [Math.exp(1.7), Math.log(3.3), Math.sin(2), Math.pow(1.1, 2.3), 1.1 ** 2.3, Math.cbrt(9)]) node.log(String(x));`,
    );
    const expected = [exp(1.7), log(3.3), sin(2), pow(1.1, 2.3), pow(1.1, 2.3), cbrt(9)];
    expect(lines).toEqual(expected.map(String));
  });

  it('gets powers that assign, evaluated once, and those of bigints', async () => {
    const lines = await logged(`
      let place = 0;
      const list = [2, 3];
      list[place++] **= 3;
      const box = { x: 9 };
      box.x **= 0.5;
      let n = 2;
      n **= 10;
      node.log([...list, place, box.x, n, 2n ** 70n].join(' '));
      node.log([Math.hypot(), Math.hypot(3, 4), Math.asinh(1), Math.acosh(2), Math.atanh(0.5)].join(' '));
    `);
    expect(lines[0]).toBe(`8 3 1 3 1024 ${2n ** 70n}`);
    const [none, five, ...rest] = (lines[1] ?? '').split(' ').map(Number);
    expect([none, five]).toEqual([0, 5]);
    const native = [Math.asinh(1), Math.acosh(2), Math.atanh(0.5)];
    rest.forEach((value, index) => expect(value).toBeCloseTo(native[index] ?? NaN, 14));
  });

  it('finds its console in the log of its node, never on a stream', async () => {
    expect(await logged(`console.log('seen', { a: [1] }, 7); console.error('too');`)).toEqual([
      'seen {"a":[1]} 7',
      'too',
    ]);
  });

  it('finds nothing there that Node says by itself: it names the process, and is said once in each', async () => {
    const { events, stderr } = await played(
      `const hub = new EventEmitter();
      for (let n = 0; n < 12; n += 1) hub.on('x', () => undefined);
      hub.on('said', console.log);
      hub.emit('said', 'heard');
      void node.sleep('1s').then(() => node.log('later'));`,
      `import { EventEmitter } from 'node:events';`,
    );
    expect(await linesOf(events)).toEqual(['heard', 'later']);
    expect(stderr).toMatch(/^\(node:[0-9]+\) MaxListenersExceededWarning/);
  });

  it('crashes by a promise that nobody waits for, at its own line', async () => {
    const { code, stdout, stderr, name } = await played(
      `node.after('1s', () => { void late(); });\n    async function late() {\n      await node.sleep('1s');\n      throw new Error('too late');\n    }`,
    );
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(why(stdout)).toContain(`the program of n1 threw: too late (${name}.ts:10)`);
    expect(JSON.parse(stdout).runs[0].checks[0].at).toBe(2e9);
  });
});

describe('a check or a reporter that touches the host', () => {
  it('in the body of `watch` cannot judge', async () => {
    folder.write(
      'late.ts',
      `import { defineCheck } from 'fault-sim';
export default defineCheck({
  name: 'late',
  summary: 'Looks at the clock.',
  property: 'safety',
  watches: {},
  watch(run) {
    if (Date.now() > 0) run.exercised();
  },
});
`,
    );
    const scenario = folder.write(
      'late.yaml',
      ownScenario('late', 'echo').replace('no-program-errors', './late.ts'),
    );
    const { code, stdout } = await runCli(['run', scenario, '--json']);
    expect(code).toBe(4);
    expect(JSON.parse(stdout).runs[0].notes).toContain(
      'sound is undecided: the check itself failed: Date.now() is outside of the simulation: use node.clock.wall() or node.clock.monotonic() (late.ts:8)',
    );
  });

  it('in `watch` without an end is broken off', async () => {
    folder.write(
      'stuck.ts',
      `import { defineCheck } from 'fault-sim';
export default defineCheck({
  name: 'stuck', summary: 'S.', property: 'safety', watches: {}, watch() { for (;;); },
});
`,
    );
    const scenario = folder.write(
      'stuck.yaml',
      ownScenario('stuck', 'echo').replace('no-program-errors', './stuck.ts'),
    );
    const { code, stderr } = await runCli(['run', scenario, '--max-wall', '2s']);
    expect(stderr).toContain('`watch` of a check or metric did not come to an end');
    expect(code).toBe(3);
  });

  it('in `render` is told the line', async () => {
    folder.write(
      'dated.ts',
      `import { defineReporter } from 'fault-sim';
export default defineReporter({
  name: 'dated', summary: 'Says when.', extension: 'txt',
  render: () => ` +
        '`${Date.now()}`' +
        `,
});
`,
    );
    folder.write('quiet.yaml', ownScenario('quiet', 'echo'));
    const { code, stdout, stderr } = await runCli(
      ['run', 'quiet.yaml', '--reporter', './dated.ts'],
      { cwd: folder.path },
    );
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('Date.now() is outside of the simulation');
    expect(stderr).toContain('(dated.ts:4)');
  });
});
