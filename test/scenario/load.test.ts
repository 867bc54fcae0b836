import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScenarioError } from '../../src/base/errors.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { load, memoryHost, people } from './memory-host.ts';

/** Something of everything, on lines that can be changed one by one. */
const rich = `${people}heal: 40s
params: { n: 3, t: 5s }
model: { timing: partially-synchronous, failures: crash-recovery, at-most: minority of db }
links: { defaults: { latency: same-az, loss: 1% }, db <-> client: { latency: 1ms..3ms } }
clocks: { db: { offset: -3ms..3ms } }
disks: { db: { unsynced: lose } }
faults:
  f: { fault: crash, target: one of db, at: $t, duration: = $t * 2 }
  g: { fault: loss, target: leader -> db, while: db-3 is paused, match: { message: append, nth: 2.. } }
  h: { fault: pause, target: db-1, when: { event: elected, where: term >= 2 }, delay: 1ms }
metrics: { lat: { metric: latency, of: kv.read, stat: p99 } }
matrix: { $n: [1, 3], seed: 1..2, exclude: $n = 1 and variant = b }
variants: { a: { set: { nodes.db.config.safe: true } }, b: { expect: { fine: held or violated } } }
`;

async function outcome(text: string): Promise<'loaded' | 'refused'> {
  try {
    await load(text);
    return 'loaded';
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const [first] = error.diagnostics;
    expect(first?.message).toMatch(/\S/);
    expect(first?.place?.line ?? 1).toBeGreaterThan(0);
    return 'refused';
  }
}

const words = fc.constantFrom(
  '',
  '5',
  '5s',
  '-1',
  '25%',
  'true',
  'null',
  '[]',
  '{}',
  '[a]',
  '{ a: 1 }',
  '= $n',
  '= 1 /',
  '$no',
  'db',
  'db-1 -> db-2',
  '"',
  '*x',
  '&x',
  '~',
  'x'.repeat(300),
  'رهبر',
  '1..0',
  '..',
);

describe('the loader', () => {
  it('reads something of everything', async () => {
    const { runs, warnings } = await load(rich);
    expect(runs.map(({ variant, cell, seed }) => `${variant ?? ''}/${cell ?? ''}/${seed}`)).toEqual(
      ['a/n=1/1', 'a/n=1/2', 'a/n=3/1', 'a/n=3/2', 'b/n=3/1', 'b/n=3/2'],
    );
    expect(warnings).toEqual([]);
  });

  it('refuses or loads whatever one value is replaced by, and throws nothing else', async () => {
    const places = [...rich.matchAll(/(?<=: )[^\s{}[\],]+/g)].map(
      ({ index, 0: found }) => [index, index + found.length] as const,
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), words, async ([start, end], word) => {
        await outcome(rich.slice(0, start) + word + rich.slice(end));
      }),
      { seed: 42, numRuns: 400 },
    );
  }, 60_000);

  it('refuses or loads any damaged text', async () => {
    const damage = fc.tuple(
      fc.nat(rich.length - 1),
      fc.nat(12),
      fc.string({ maxLength: 6, unit: 'binary' }),
    );
    await fc.assert(
      fc.asyncProperty(damage, async ([at, length, text]) => {
        await outcome(rich.slice(0, at) + text + rich.slice(at + length));
      }),
      { seed: 42, numRuns: 400 },
    );
  }, 60_000);

  it('tells of a file that is not there, is a folder, or cannot be read', async () => {
    const host = memoryHost({ 'f/': '', 'here.yaml': people });
    const told = async (path: string, readText = host.readText): Promise<unknown> => {
      try {
        return (await loadScenario(path, {}, { ...host, readText })).path;
      } catch (error) {
        return error instanceof ScenarioError ? error.diagnostics[0]?.code : error;
      }
    };
    expect(await told('here.yaml')).toBe('here.yaml');
    expect(await told('gone.yaml')).toBe('E_NOT_FOUND');
    expect(await told('f')).toBe('E_IS_FOLDER');
    expect(await told('x', () => ({ problem: 'unreadable', why: 'no permission' }))).toBe(
      'E_UNREADABLE',
    );
    expect(await told('x', () => ({ problem: 'too-large', why: '' }))).toBe('E_TOO_LARGE');
  });

  it('loads a file of the user once, relative to the file that names it', async () => {
    const asked: string[] = [];
    const host = memoryHost({ 'deep/s.yaml': people });
    const { exports } = (await host.loadModule('store.ts')) as {
      exports: { [name: string]: unknown };
    };
    await loadScenario(
      'deep/s.yaml',
      {},
      {
        ...host,
        readText: (path) => (path === 'deep/store.ts' ? { text: '' } : host.readText(path)),
        loadModule: async (path) => {
          asked.push(path);
          return { exports };
        },
      },
    );
    expect(asked).toEqual(['deep/store.ts']);
  });
});

describe('a key without a value', () => {
  const empty = `${people}faults: { f: { fault: pause, target: db-1, until: , at: 1s } }
variants:
  a: { set: { faults.f.at: null, faults.f.delay: null } }
  b:
`;

  it('is warned of where it stands, not where an overlay says that there is to be none', async () => {
    const { warnings, runs } = await load(empty);
    expect(runs).toHaveLength(2);
    expect(warnings.map(({ code, message, place }) => [code, message, place?.line])).toEqual([
      ['W_NO_VALUE', '`until` has no value: it is as if it were not there', 7],
    ]);
    await expect(load(empty, { options: { strict: true } })).rejects.toThrow(ScenarioError);
  });

  it('is nothing to speak of where names are defined', async () => {
    expect((await load(`${people}faults:\nvariants:\n  a:\n`)).warnings).toEqual([]);
  });
});

describe('the place of a check', () => {
  it('is the line of its name, in the file or the variant that has it, or nowhere', async () => {
    const check = 'check: occurs, event: elected, within: 5s';
    const text = `extends: ./base.yaml
version: 1
name: deeper
checks:
  new: { ${check} }
variants:
  a: { expect: { fine: held or violated } }
  b:
    set:
      checks.late: { ${check} }
`;
    const set = ['checks.new.within=6s', `checks.given={ ${check} }`];
    const scenario = await load(text, { files: { 'base.yaml': people }, options: { set } });
    const placesIn = (nth: number) =>
      scenario.runs[nth]?.checks.map(({ id }) => {
        const place = scenario.runs[nth] && scenario.placeOfCheck(scenario.runs[nth], id);
        return [id, place && `${place.file}:${place.line}`];
      });
    const common = [
      ['fine', 'base.yaml:4'],
      ['given', null],
      ['new', 's.yaml:5'],
      ['no-program-errors', null],
    ];
    expect(placesIn(0)).toEqual(common);
    expect(placesIn(1)).toEqual(common.toSpliced(2, 0, ['late', 's.yaml:10']));
  });
});
