import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { listableNames } from '../../../src/cli/listing/noun-names.ts';
import { programSchema } from '../../../src/cli/listing/program-schema.ts';
import { faults } from '../../../src/library/faults/index.ts';
import { programs } from '../../../src/library/programs/index.ts';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';

const folder = scratch();

describe('list', () => {
  it('lists what can be listed', async () => {
    const { code, stdout } = await runCli(['list']);
    expect(code).toBe(0);
    // A long sentence goes on below itself.
    const named = stdout.split('\n').filter((line) => /^\S/.test(line));
    expect(named.map((line) => line.split(' ')[0])).toEqual(listableNames);
  });

  it('lists a shelf with a sentence for each item', async () => {
    const { stdout } = await runCli(['list', 'faults']);
    for (const { name, summary } of faults.items) {
      expect(stdout).toMatch(new RegExp(`^${name} +${summary.slice(0, 20)}`, 'm'));
    }
  });

  it.each(listableNames)('answers programs about %s', async (noun) => {
    const { stdout } = await runCli(['list', noun, '--json']);
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ schema: 'fault-sim.list/1', noun });
    expect(answer.items.length).toBeGreaterThan(0);
    for (const { name, summary } of answer.items) expect([name, summary]).not.toContain('');
  });

  it('tells the contents of each program, as the schema of programs has them', async () => {
    const { items } = JSON.parse((await runCli(['list', 'programs', '--json'])).stdout);
    const ajv = new Ajv2020({ strict: true, allErrors: true });
    const isProgram = ajv.compile(programSchema);
    for (const item of items)
      expect([item.name, isProgram(item), isProgram.errors]).toEqual([item.name, true, null]);
    expect(items.map(({ name }: { name: string }) => name)).toEqual(programs.names);
    const { contents } = items.find(({ name }: { name: string }) => name === 'lease-service');
    const config = ajv.compile(contents.config);
    expect(config({ ttl: '3s' })).toBe(true);
    expect(config({ ttl: 3 })).toBe(false);
    expect(contents.messages.acquire.refusals).not.toBeNull();
    expect(isProgram({ ...items[0], contents: { ...contents, handlers: 'perhaps' } })).toBe(false);
    expect(isProgram({ ...items[0], contents: { ...contents, events: { seen: 'text' } } })).toBe(
      false,
    );
  });

  it('lists the scenarios of a folder, of a topic and of a row', async () => {
    const pauses = ['list', 'scenarios', 'scenarios/pauses'];
    const all = (await runCli(pauses)).stdout;
    expect(all).toMatch(
      /^scenarios\/pauses\/lease-and-a-long-pause\.yaml {2}A client checks its lease/m,
    );
    const fenced = await runCli([...pauses, '--topic', 'fencing-tokens']);
    expect(fenced.code).toBe(0);
    expect(fenced.stdout).toContain('lease-and-a-long-pause.yaml');
    expect(fenced.stdout).not.toContain('whose-heart-beats.yaml');
    const { items } = JSON.parse((await runCli([...pauses, '--row', 'f1', '--json'])).stdout);
    expect(items.length).toBeGreaterThan(0);
    for (const { rows } of items) expect(rows).toContain('F1');
  });

  it('says that a topic is none, that a folder has no such scenario, and that files are of scenarios', async () => {
    const misspelt = await runCli(['list', 'scenarios', '--topic', 'leeses']);
    expect(misspelt.code).toBe(2);
    expect(misspelt.stderr).toContain('there is no topic "leeses", did you mean "leases"?');
    const none = await runCli(['list', 'scenarios', 'scenarios/pauses', '--topic', 'raft']);
    expect(none).toMatchObject({ code: 5, stdout: '' });
    expect(none.stderr).toBe('no scenario about raft in scenarios/pauses\n');
    const files = await runCli(['list', 'faults', 'scenarios/pauses']);
    expect(files.code).toBe(2);
    expect(files.stderr).toContain('only `list scenarios` is about files');
    const flag = await runCli(['list', 'faults', '--topic', 'leases']);
    expect(flag.code).toBe(2);
  });

  it('lists what is valid and says what is wrong with the rest', async () => {
    const path = folder.write('broken.yaml', 'version: 1\nname: broken\n');
    const { code, stdout, stderr } = await runCli([
      'list',
      'scenarios',
      path,
      'scenarios/networks/six-ways.yaml',
    ]);
    expect(code).toBe(3);
    expect(stdout).toContain('six-ways.yaml');
    expect(stderr).toContain('error[');
  });

  it('gives 2 for a word that is none, with the one that was meant', async () => {
    const { code, stderr } = await runCli(['list', 'fauts']);
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean faults?');
  });
});
