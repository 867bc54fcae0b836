import { describe, expect, it } from 'vitest';
import { runScenario } from '../../../src/index.ts';
import { scratch } from '../../support/scratch.ts';
import { ownScenario, programText } from '../../support/small-scenarios.ts';

const folder = scratch();
let number = 0;

/** Plays a program with this body: why it is a program error, and what it logs. */
async function played(body: string) {
  number += 1;
  const name = `own-${number}`;
  folder.write(`${name}.ts`, programText(body));
  const path = folder.write(`${name}.yaml`, ownScenario(name, `./${name}.ts`));
  const [run] = (await runScenario(path, { events: true })).runs;
  const why = run?.checks.find(({ id }) => id === 'sound')?.witness?.why ?? null;
  return { name, why, log: run?.events.find(({ type }) => type === 'log')?.data };
}

describe('a program that touches the host', () => {
  it.each([
    ["new Event('x').timeStamp", 'node.clock.monotonic()'],
    ["new CustomEvent('x').timeStamp", 'node.clock.monotonic()'],
    ["new File(['a'], 'name')", 'lastModified'],
    ["new PerformanceMark('x')", 'node.clock.monotonic()'],
    ['new PerformanceObserver(() => {})', 'node.clock.monotonic()'],
    ['performance.getEntries()', 'node.clock.monotonic()'],
    ['performance.timerify(() => 1)', 'node.clock.monotonic()'],
    ["console.time('x')", 'node.clock.monotonic()'],
    ["console.timeEnd('x')", 'node.clock.monotonic()'],
    ["console.timeLog('x')", 'node.clock.monotonic()'],
    ["console.count('x')", 'a variable of the program'],
    ["console.countReset('x')", 'a variable of the program'],
    ['Buffer.allocUnsafe(64)', 'Buffer.alloc'],
    ['Buffer.allocUnsafeSlow(64)', 'Buffer.alloc'],
    ['URL.createObjectURL(new Blob([]))', 'node.random'],
    ["process.on('exit', () => {})", 'node.task'],
    ["process.once('exit', () => {})", 'node.task'],
    ["process.removeAllListeners('unhandledRejection')", 'node.task'],
    ['process.setUncaughtExceptionCaptureCallback(null)', 'node.task'],
    ['process.config', 'differs from machine to machine'],
    ['process.release', 'differs from machine to machine'],
    ['process.stdin', 'differs from machine to machine'],
  ])('by %s is told the line and what to use', async (touch, instead) => {
    const { name, why } = await played(`void (${touch});`);
    expect(why).toContain('is outside of the simulation: use ');
    expect(why).toContain(instead);
    expect(why).toContain(`(${name}.ts:7)`);
  });

  it.runIf('navigator' in globalThis).each(['hardwareConcurrency', 'language', 'platform'])(
    'by navigator.%s is told what to use',
    async (key) => {
      expect((await played(`void navigator.${key};`)).why).toContain('outside of the simulation');
    },
  );

  it('may name the time of a file, and ask an event for what it is', async () => {
    const file = "new File(['a'], 'b', { lastModified: 7 }).lastModified";
    const body = `node.log([${file}, new Event('x').type, Buffer.alloc(2).length].join());`;
    expect(await played(body)).toMatchObject({ why: null, log: '7,x,2' });
  });

  it('by the place of its file is told where that stands', async () => {
    for (const word of ['__dirname', '__filename']) {
      await expect(played(`node.log(${word});`)).rejects.toThrow(
        `${word} differs from machine to machine`,
      );
    }
    const own = 'const __dirname = 1; node.log(String(__dirname + { __filename: 2 }.__filename));';
    expect(await played(own)).toMatchObject({ why: null, log: '3' });
  });
});
