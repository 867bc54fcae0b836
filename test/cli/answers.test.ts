import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { type FormatName, formatNames } from '../../src/cli/listing/formats.ts';
import { runCli } from '../support/cli.ts';
import { scratch } from '../support/scratch.ts';
import { failingScenario, quietScenario } from '../support/small-scenarios.ts';
import { filesBelow, root } from '../support/source-tree.ts';

const folder = scratch();
const quiet = folder.write('quiet.yaml', quietScenario('quiet'));
const failing = folder.write('failing.yaml', failingScenario('failing'));
const invalid = folder.write('invalid.yaml', quietScenario('invalid').replace('5s', '5'));
const kept = folder.write('kept/failing.yaml', failingScenario('failing'));
const before = folder.write('before.json', '');
const after = folder.of('after.json');
const searched = folder.of('searched.json');
const events = folder.of('events.ndjson');

/** For each command, and each format that it answers in, command lines that give such an answer. */
const lines: { readonly [command: string]: { readonly [F in FormatName]?: readonly string[] } } = {
  check: { check: [`check ${events} --model register --json`, 'check no-such-file --json'] },
  corpus: { report: [`corpus run ${join(kept, '..')} --json`] },
  explain: {
    explain: ['explain raft --json', 'explain linearizable --json', 'explain report --json'],
    cuts: ['explain cuts scenarios/majority/one-copy.yaml --json', `explain cuts ${quiet} --json`],
  },
  explore: { explore: [`explore ${failing} --seeds 1..3 --jobs 1 --json`] },
  list: { list: ['list --json', ...formatted('list')] },
  mutate: { mutate: ['mutate no-fencing --seeds 1..3 --json'] },
  report: {
    diff: [
      `report diff ${before} ${after} --json`,
      `report diff ${before} ${before} --format json`,
      `report diff ${searched} ${searched} --json`,
    ],
    report: [`report merge ${before} ${before} --json`],
    explore: [`report merge ${searched} --json`],
  },
  run: {
    report: [`run ${failing} ${quiet} --json`],
    events: [`run ${failing} --events -`],
  },
  validate: {
    validate: [`validate ${invalid} ${failing} no-such-file.yaml --json`],
    normalized: [
      'validate scenarios/machines/heat.yaml --print-normalized',
      'validate scenarios/networks/a-spine-fails.yaml --print-normalized',
      'validate scenarios/majority/raft-core.yaml --print-normalized --phase',
    ],
  },
  why: { why: [`why ${failing} --points 3 --futures 2 --json`] },
};

function formatted(command: string): readonly string[] {
  return commands.get(command)?.arguments[0]?.choices?.map((word) => `list ${word} --json`) ?? [];
}

const takesJson = (name: string): boolean =>
  commands.get(name)?.options.some(({ flags }) => flags === '--json') ?? false;

const told = commands.items.flatMap(({ name, answers = [] }) =>
  answers.flatMap((format) => (lines[name]?.[format] ?? []).map((line) => ({ format, line }))),
);

function schemaOf(format: FormatName): object {
  return JSON.parse(readFileSync(join(root, `schemas/${format}.schema.json`), 'utf8'));
}

beforeAll(async () => {
  const asJson = (path: string): string[] => ['--reporter', `json=${path}`, '-q'];
  await runCli(['run', quiet, failing, ...asJson(before), '--seed', '1', '--events', events]);
  await runCli(['run', failing, ...asJson(after), '--set', 'faults={}']);
  await runCli(['explore', failing, '--seeds', '1..3', '--jobs', '1', '-o', searched, '-q']);
});

describe('JSON that commands print', { timeout: 120_000 }, () => {
  it('is of formats that have a schema, for each command that takes --json', () => {
    for (const { name, answers } of commands.items) {
      expect([name, answers !== undefined]).toEqual([name, takesJson(name)]);
      expect([name, answers ?? []]).toEqual([name, [...new Set(answers)]]);
    }
  });

  it('is shown here by a line for each format of each command', () => {
    const shown = Object.entries(lines).map(([name, formats]) => [name, Object.keys(formats)]);
    const promised = commands.items.flatMap(({ name, answers }) =>
      answers === undefined ? [] : [[name, [...answers]]],
    );
    expect(shown).toEqual(promised);
    const all = new Set(commands.items.flatMap(({ answers = [] }) => answers));
    // A scenario is read; a program is one of the items of `list`.
    expect(formatNames.filter((name) => !all.has(name))).toEqual(['scenario', 'program']);
  });

  it('names no schema that nobody can look up', () => {
    const named = filesBelow('src')
      .filter((path) => /\.tsx?$/.test(path) && !path.includes('/generated/'))
      .flatMap((path) => [
        ...readFileSync(join(root, path), 'utf8').matchAll(/'fault-sim\.([a-z-]+)\/\d+'/g),
      ])
      .map(([, name = '']) => name);
    // The journal of a search is read by the search alone.
    const known: readonly string[] = [...formatNames, 'explore-journal'];
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
    expect(formatNames.filter((name) => !named.includes(name))).toEqual(['scenario', 'program']);
  });

  it.each(told)('is what the schema of $format says: $line', async ({ format, line }) => {
    const { stdout, stderr } = await runCli(line.split(' '));
    expect(stderr).not.toContain('bug');
    const ajv = new Ajv2020({ strict: true, allErrors: true });
    const isAnswer = ajv.compile(schemaOf(format));
    const answers =
      format === 'events'
        ? stdout
            .trim()
            .split('\n')
            .map((text) => JSON.parse(text))
        : [JSON.parse(stdout)];
    for (const answer of answers) {
      expect([isAnswer(answer), isAnswer.errors]).toEqual([true, null]);
      expect(isAnswer({ ...answer, wallMs: 3 })).toBe(false);
    }
    for (const key of Object.keys(answers[0])) {
      const { [key]: _, ...rest } = answers[0];
      expect([key, isAnswer(rest)]).toEqual([key, false]);
    }
    expect(answers[0].schema).toBe(`fault-sim.${format}/1`);
  });
});
