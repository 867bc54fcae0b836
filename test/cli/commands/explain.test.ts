import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codes } from '../../../src/scenario/diagnostics/codes.ts';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { quietScenario } from '../../support/small-scenarios.ts';
import { root } from '../../support/source-tree.ts';

const folder = scratch();

describe('explain', () => {
  it.each([
    ['pause', 'pause (fault)', 'cause  gc | sigstop | vm-suspend | '],
    ['counter-service', 'counter-service (program)', 'deduplicate'],
    ['monotone', 'monotone (check)', 'property: safety'],
    ['E_MISSING_UNIT', 'E_MISSING_UNIT (diagnostic)', codes.E_MISSING_UNIT.slice(0, 40)],
    ['f1', 'F1 (row)', 'garbage collection'],
    ['leases', 'leases (topic)', 'locks'],
    ['same-az', 'same-az (delay)', ''],
    ['run', 'run (command)', 'fault-sim run'],
    ['vacuous', 'vacuous (verdict)', 'no evidence, so no pass'],
    ['reply-late', 'reply-late (cause)', 'on its way'],
    ['Reply late', 'reply-late (cause)', 'on its way'],
    ['gave-up', 'gave-up (outcome)', 'unknown: '],
    ['torus', 'torus (topology)', '{ topology: torus, connects: host, size: [4, 4] }'],
  ])('explains %s', async (word, title, part) => {
    const { code, stdout } = await runCli(['explain', word]);
    expect(code).toBe(0);
    expect(stdout.startsWith(`${title}\n`)).toBe(true);
    expect(stdout).toContain(part);
  });

  it('says of a row of the chapter where it is told', async () => {
    expect((await runCli(['explain', 'F1'])).stdout).toContain(
      '  told in: docs/guide/chapter/f-pauses.md\n',
    );
    expect((await runCli(['explain', 'leases'])).stdout).toContain(
      '  shown by: fault-sim list scenarios --topic leases\n',
    );
    const { items } = JSON.parse((await runCli(['list', 'rows', '--json'])).stdout);
    expect(items.length).toBeGreaterThan(100);
    for (const { name, facts } of items) {
      const { text } = facts.find((fact: { name: string }) => fact.name === 'told in');
      expect(readFileSync(join(root, text), 'utf8')).toContain(`\n## ${name} `);
    }
  });

  it('says of a key of the language where it stands and what it is for', async () => {
    const { code, stdout } = await runCli(['explain', 'premise']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^premise \(key\)\n {2}Judged only while these sentences hold/);
    expect(stdout).toContain('\n  stands: in checks\n');
    const several = (await runCli(['explain', 'at'])).stdout;
    expect(several).toContain('\n  stands: in faults, in nemesis\n');
    expect(several).toContain('\n  in workloads: When it begins. (duration)\n');
    const both = (await runCli(['explain', 'loss'])).stdout;
    expect(both).toContain('loss (fault)\n');
    expect(both).toContain('loss (key)\n');
    const { stderr } = await runCli(['explain', 'premice']);
    expect(stderr).toContain('there is nothing called "premice", did you mean "premise"?');
  });

  it('tells what speaks of a word that is the name of nothing', async () => {
    const { code, stdout, stderr } = await runCli(['explain', 'quorum']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^"quorum" is the name of nothing here; these speak of it:\n {2}quorums \(topic\)\n {4}/,
    );
    const answer = JSON.parse((await runCli(['explain', 'skew', '--json'])).stdout);
    expect(answer.items.map(({ name }: { name: string }) => name)).toContain('skew-bound');
  });

  it('says of an event, a message or a refusal which programs have it', async () => {
    const event = await runCli(['explain', 'lease-granted']);
    expect(event.code).toBe(0);
    expect(event.stdout).toMatch(
      /^lease-granted \(event of lease-service\)\n\nlease-service \(program\)\n/,
    );
    const refusal = (await runCli(['explain', 'not-leader'])).stdout;
    expect(refusal).toMatch(/^not-leader \(refusal of .*raft/);
    expect(refusal).not.toContain('(program)');
    const answer = JSON.parse((await runCli(['explain', 'lease-granted', '--json'])).stdout);
    expect(answer.items.map(({ name }: { name: string }) => name)).toEqual(['lease-service']);
  });

  it('shows two histories of a check, and two stories of a model', async () => {
    const check = await runCli(['explain', 'occurs']);
    expect(check.stdout).toContain(
      ['Held', '  (event: elected, within: 5s)', '  4s  a  elected  term: 1', ''].join('\n'),
    );
    expect(check.stdout).toContain(
      ['Violated', '  (event: elected, within: 5s)', '  6s  a  elected  term: 1', ''].join('\n'),
    );
    const lost = await runCli(['explain', 'no-lost-write']);
    expect(lost.stdout).toContain(
      [
        'Held',
        '  1s..2s   c1  write              key: k, value: x  -> ok',
        '  9s..10s  c2  read (final-read)  key: k            -> value: x',
      ].join('\n'),
    );
    const model = await runCli(['explain', 'register']);
    expect(model.stdout).toContain('Possible\n  read             -> value: null\n');
    const coverage = await runCli(['explain', 'sometimes']);
    expect(coverage.stdout).toContain('Vacuous\n');
  });

  it('tells what takes the majority that the checks of a scenario are about', async () => {
    const file = 'scenarios/majority/one-copy.yaml';
    const { code, stdout } = await runCli(['explain', 'cuts', file]);
    expect(code).toBe(0);
    expect(stdout).toContain('  2 of n1, n2, n3 must be up and reachable (monotonic-reads, ');
    expect(stdout).toContain('    one alone         nothing\n');
    expect(stdout).toContain('    two at a time     n1+n2, n1+n3, n2+n3\n');
    const answer = JSON.parse((await runCli(['explain', 'cuts', file, '--json'])).stdout);
    expect(answer).toMatchObject({ schema: 'fault-sim.cuts/1', most: 3 });
    expect(answer.runs[0].groups[0]).toMatchObject({
      nodes: ['n1', 'n2', 'n3'],
      need: 2,
      cuts: [
        ['n1', 'n2'],
        ['n1', 'n3'],
        ['n2', 'n3'],
      ],
    });
  });

  it('says what is missing when it has no scenario, or one too many', async () => {
    expect(await runCli(['explain', 'cuts'])).toMatchObject({ code: 2 });
    const alone = folder.write('alone.yaml', quietScenario('alone'));
    expect((await runCli(['explain', 'cuts', alone])).stdout).toBe(
      'alone/1\n  no check is about several nodes\n',
    );
    expect(await runCli(['explain', 'pause', 'a.yaml'])).toMatchObject({ code: 2 });
  });

  it('tells all meanings of a word', async () => {
    const { stdout } = await runCli(['explain', 'delay', '--json']);
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ schema: 'fault-sim.explain/1', word: 'delay' });
    expect(answer.items[0]).toMatchObject({ noun: 'faults', name: 'delay' });
  });

  it('gives 2 for what it does not know, with what was meant', async () => {
    const { code, stdout, stderr } = await runCli(['explain', 'pausse']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('did you mean "pause"?');
  });
});
