import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Fields } from '../../src/base/schema.ts';
import { shelves } from '../../src/scenario/definitions.ts';
import {
  scenarioFiles,
  scenarioSchema,
  scenarioValidatorSource,
} from '../../src/scenario/generate.ts';
import { validate } from '../../src/scenario/generated/validator.js';
import { keyNames } from '../../src/scenario/vocabulary/keys.ts';
import { Problems } from '../../src/scenario/diagnostics/problems.ts';
import {
  checkKeys,
  clockKeys,
  diskKeys,
  faultKeys,
  linkKeys,
  metricKeys,
  modelKeys,
  nemesisKeys,
  nodeKeys,
  poolKeys,
  variantKeys,
  workloadKeys,
} from '../../src/scenario/schema/entry-keys.ts';
import { checkStructure } from '../../src/scenario/structure.ts';
import { readYaml } from '../../src/scenario/source/yaml.ts';
import { brief, head, people, planOf, wrongIn } from './memory-host.ts';

const frame = { version: 1, name: 'x' };
const sorted = (names: Iterable<string>): readonly string[] =>
  [...names].toSorted((a, b) => (a < b ? -1 : 1));

describe('the schema', () => {
  it('is a JSON Schema that ajv takes in strict mode', () => {
    const ajv = new Ajv2020({ discriminator: true, strictRequired: false, strictTypes: false });
    expect(ajv.validateSchema(scenarioSchema())).toBe(true);
    expect(
      ajv.compile(scenarioSchema())({ ...frame, faults: { f: { fault: 'pause', at: '5s' } } }),
    ).toBe(true);
  });

  it('takes the example of every kind of the library', () => {
    for (const { name, example } of shelves.fault.items) {
      expect([name, validate({ ...frame, faults: { f: parse(example ?? '') as object } })]).toEqual(
        [name, true],
      );
    }
    for (const [map, shelf] of [
      ['checks', shelves.check],
      ['metrics', shelves.metric],
    ] as const) {
      for (const { name, example } of shelf.items) {
        if (example === null) continue;
        expect([name, validate({ ...frame, [map]: parse(`{ ${example} }`) as object })]).toEqual([
          name,
          true,
        ]);
      }
    }
  });

  it('knows own files, formulas and entries that lie over others', () => {
    for (const entry of [
      { fault: './own.ts', anything: 1 },
      { fault: '$kind' },
      { at: '= $t * 2' },
      null,
    ]) {
      expect(validate({ ...frame, faults: { f: entry } })).toBe(true);
    }
    expect(validate({ ...frame, faults: { f: { fault: 'los' } } })).toBe(false);
    expect(validate({ ...frame, faults: { f: { fault: 'pause', cuase: 'gc' } } })).toBe(false);
    expect(validate({ ...frame, faults: { f: { fault: 'pause', probability: 0.25 } } })).toBe(
      false,
    );
  });

  it('becomes a validator that needs no other module', () => {
    const text = scenarioValidatorSource();
    expect(text).not.toMatch(/\brequire\(|\bimport\b/);
    expect(text.length).toBeLessThan(600_000);
  });

  it('is written to the same files each time', async () => {
    expect(await scenarioFiles()).toEqual(await scenarioFiles());
  });
});

describe('the loader and the schema', () => {
  /** The keys that the loader says it expects beside a key that means nothing. */
  async function expected(text: string): Promise<readonly string[]> {
    const diagnostics = await wrongIn(text);
    const [note] =
      diagnostics.find(({ code, message }) => code === 'E_UNKNOWN_KEY' && message.includes('zzzz'))
        ?.notes ?? [];
    return sorted((note ?? '').replace('expected one of: ', '').split(', '));
  }
  const keysOf = (fields: Fields, ...more: readonly string[]): readonly string[] =>
    sorted(new Set([...Object.keys(fields), ...more]));

  it('know the same keys', async () => {
    expect(await expected(`${people}zzzz: 1\n`)).toEqual(sorted(keyNames));
    expect(await expected(`${head}nodes: { a: { zzzz: 1 } }\n`)).toEqual(
      keysOf(nodeKeys, 'program'),
    );
    expect(await expected(`${people}links: { defaults: { zzzz: 1 } }\n`)).toEqual(keysOf(linkKeys));
    expect(await expected(`${people}clocks: { defaults: { zzzz: 1 } }\n`)).toEqual(
      keysOf(clockKeys),
    );
    expect(await expected(`${people}disks: { defaults: { zzzz: 1 } }\n`)).toEqual(keysOf(diskKeys));
    expect(await expected(`${people}model: { zzzz: 1 }\n`)).toEqual(keysOf(modelKeys));
    expect(await expected(`${people}variants: { v: { zzzz: 1 } }\n`)).toEqual(keysOf(variantKeys));
    expect(
      await expected(`${people}faults: { f: { fault: pause, target: db, zzzz: 1 } }\n`),
    ).toEqual(keysOf(faultKeys, 'fault', 'cause'));
    expect(await expected(`${people}nemesis: { zzzz: 1 }\n`)).toEqual(
      keysOf(nemesisKeys, 'faults'),
    );
    const pool = 'p: { fault: pause, target: db, zzzz: 1 }';
    expect(
      await expected(`${people}nemesis: { until: 9s, rate: 1/s, faults: { ${pool} } }\n`),
    ).toEqual(keysOf({ ...faultKeys, ...poolKeys }, 'fault', 'cause'));
    expect(
      await expected(people.replace('workload: requests', 'workload: requests, zzzz: 1')),
    ).toEqual(keysOf(workloadKeys, 'workload'));
    expect(
      await expected(
        people.replace('check: no-program-errors', 'check: no-program-errors, zzzz: 1'),
      ),
    ).toEqual(keysOf(checkKeys, 'check'));
    expect(await expected(`${people}metrics: { m: { metric: goodput, zzzz: 1 } }\n`)).toEqual(
      keysOf(metricKeys, 'metric'),
    );
  });

  it('tell one mistake once', async () => {
    const diagnostics = await wrongIn(
      `${people}faults: { f: { fault: pause, target: db, cuase: gc, probability: 0.25 } }\n`,
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(['E_UNKNOWN_KEY', 'E_MISSING_UNIT']);
  });

  it('tell a mistake once to which several aliases lead', async () => {
    const text = `${people}x-f: &f { fault: pause, target: db, duration: 5 }\nfaults: { f: *f, g: *f }\n`;
    expect((await wrongIn(text)).map(brief)).toEqual([
      'E_MISSING_UNIT 7:47 "5" has no unit: add a unit, e.g. 30s [did you mean "5s"?]',
    ]);
  });

  it('and the schema takes a number that a formula gives for a share', async () => {
    const text = `${people}links: { defaults: { loss: = 1 / 4, corrupt: = 0.5 } }\n`;
    expect((await planOf(text)).links.classes[0]).toMatchObject({
      lossPpb: 250_000_000,
      corruptPpb: 500_000_000,
    });
  });

  it('and of several forms none complains where one of them was found wrong', async () => {
    const text = `${people}links: { defaults: { latency: { distribution: pareto, min: 1ms, shape: "1.5" } } }\n`;
    expect((await wrongIn(text)).map(brief)).toEqual([
      'E_TYPE 7:72 expected a number, found "1.5" [write it without quotes]',
    ]);
  });

  it('and the schema speaks where the loader is silent', () => {
    const problems = new Problems();
    const yaml = readYaml(
      't.yaml',
      'version: 1\nnme: x\nfaults: { f: { fault: pause, at: [1] } }\n',
      problems,
    );
    if (yaml !== undefined) checkStructure(yaml.tree, problems);
    expect(problems.errors.map(brief)).toEqual([
      'E_MISSING_KEY 1:1 missing key "name"',
      'E_UNKNOWN_KEY 2:1 unknown key "nme"',
      'E_SCHEMA 3:34 this is not what is expected here',
    ]);
  });
});
