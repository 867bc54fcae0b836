import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { InternalError, ScenarioError, UsageError } from '../../src/base/errors.ts';
import { playing, tellFailure, WriteError } from '../../src/cli/failure.ts';
import { Output } from '../../src/cli/output.ts';
import { openTerminal } from '../../src/cli/terminal.ts';
import { runCli } from '../support/cli.ts';
import { scratch } from '../support/scratch.ts';
import { quietScenario } from '../support/small-scenarios.ts';

/** What is said on standard error about an error, and the exit code. */
async function told(error: unknown): Promise<{ readonly code: number; readonly said: string }> {
  const stream = new PassThrough().setEncoding('utf8');
  const code = await tellFailure(error, { ...openTerminal(), stderr: new Output(stream) });
  return { code, said: String(stream.read() ?? '') };
}

const folder = scratch();

const oddFault = `import { defineFault } from 'fault-sim';
export const odd = defineFault({
  name: 'odd',
  summary: 'It cannot begin.',
  chapter: 'Faults and Partial Failures',
  targets: 'nodes',
  needs: {},
  example: '{ fault: ./odd.ts, target: n1, at: 1s, duration: 1s }',
  begin() { throw new Error('not today'); },
});
`;

const vagueWorkload = `import { defineWorkload } from 'fault-sim';
export default defineWorkload({ name: 'vague', summary: 'Asks for nothing.', next() {} });
`;

const keptProgram = `import { ack, defineProgram, integer, request } from 'fault-sim';
export default defineProgram({
  name: 'kept',
  summary: 'Takes a number.',
  messages: { write: request({ value: integer() }) },
  start(node) { node.on('write', () => ack); },
});
`;

const place = { file: 'a.yaml', line: 2, column: 1, endLine: 2, endColumn: 4 };

describe('a failure', () => {
  it('of the user is told without a stack', async () => {
    expect(await told(new UsageError('--x: no'))).toEqual({ code: 2, said: 'error: --x: no\n' });
    expect(await told(new WriteError('f: no'))).toEqual({ code: 74, said: 'error: f: no\n' });
    const { code, said } = await told(
      new ScenarioError([
        {
          code: 'E_TYPE',
          severity: 'error',
          message: 'a number is wanted',
          place,
          path: '/seed',
          suggestion: null,
          notes: [],
          excerpt: [{ line: 2, text: 'seed: x' }],
        },
      ]),
    );
    expect(code).toBe(3);
    expect(said).toContain('error[E_TYPE]: a number is wanted\n --> a.yaml:2:1\n');
    expect(said).toContain('a.yaml: 1 error\n');
  });

  it('of ours is told with version, run, stack, and what to do', async () => {
    playing.run = 'split/fenced/42';
    const { code, said } = await told(new InternalError('two messages of one identity'));
    playing.run = null;
    expect(code).toBe(70);
    expect(said).toMatch(/^fault-sim has a bug, this is not your mistake\.\n {2}version \d/);
    expect(said).toContain('while playing split/fenced/42\n');
    expect(said).toContain('two messages of one identity\n');
    expect(said).toContain('failure.test.ts');
    expect(said).toContain('Please report it');
  });

  it('of code that the user brought is the mistake of that code, with its place', async () => {
    folder.write('odd.ts', oddFault);
    const fault = `faults:\n  odd: { fault: ./odd.ts, target: n1, at: 1s, duration: 1s }\n`;
    const scenario = folder.write('odd.yaml', quietScenario('odd', fault));
    const { code, stderr } = await runCli(['run', scenario], { cwd: folder.path });
    expect(stderr).toBe('error: your own code failed while playing odd/1: not today (odd.ts:9)\n');
    expect(code).toBe(3);
    const searched = await runCli(['explore', scenario, '--runs', '2'], { cwd: folder.path });
    expect(searched.stderr).toContain(
      'your own code failed while playing odd/1: not today (odd.ts:9)',
    );
    expect(searched.code).toBe(3);
  });

  it('of a fault or workload that gives back what means nothing names it', async () => {
    folder.write('odd.ts', oddFault.replace("throw new Error('not today')", 'return 7 as never'));
    folder.write('vague.mjs', vagueWorkload);
    const fault = `faults:\n  odd: { fault: ./odd.ts, target: n1, at: 1s, duration: 1s }\n`;
    const asked = `workloads:\n  w: { workload: ./vague.mjs, rate: 1/s }\n`;
    for (const [more, said] of [
      [fault, '`begin` of the fault odd gave back 7; a function that undoes it'],
      [asked, '`next` of the workload vague gave back undefined; { op, body } is wanted'],
    ] as const) {
      const text = quietScenario('odd', more).replace('nodes:', 'nodes:\n  c:');
      const scenario = folder.write('odd.yaml', text);
      for (const command of ['run', 'explore']) {
        const { code, stderr } = await runCli([command, scenario], { cwd: folder.path });
        expect(stderr).toContain('error: your own code failed while playing odd/');
        expect(stderr).toContain(said);
        expect([command, code]).toEqual([command, 3]);
      }
    }
  });

  it('of a workload that asks what its server does not take says what that was', async () => {
    for (const [body, said] of [
      ["{ value: 'x' }", 'write.value'],
      ['{ value: NaN }', 'write.value'],
      ["{ value: 1, extra: 'x' }", 'extra'],
    ] as const) {
      folder.write(
        'vague.mjs',
        vagueWorkload.replace('next() {}', `next: () => ({ op: 'write', body: ${body} })`),
      );
      folder.write('kept.ts', keptProgram);
      const asked = `workloads:\n  w: { workload: ./vague.mjs, to: s, rate: 1/s }\n`;
      const text = quietScenario('odd', asked).replace(
        'nodes:',
        'nodes:\n  c:\n  s: { program: ./kept.ts }',
      );
      const scenario = folder.write('odd.yaml', text);
      const { code, stderr } = await runCli(['run', scenario], { cwd: folder.path });
      expect(stderr).toContain(
        'error: your own code failed while playing odd/1: the workload vague asks s what it does not take: ',
      );
      expect(stderr).toContain(said);
      expect(code).toBe(3);
    }
  });

  it('that is no error at all is a bug too', async () => {
    expect((await told('nonsense')).code).toBe(70);
    expect((await told(undefined)).code).toBe(70);
  });
});

describe('output', () => {
  it('drops what nobody reads any more, and remembers other failures', async () => {
    const [closed, broken] = [new PassThrough(), new PassThrough()];
    const outputs = [new Output(closed), new Output(broken)] as const;
    closed.destroy(Object.assign(new Error('closed'), { code: 'EPIPE' }));
    broken.destroy(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    await new Promise((resolve) => setImmediate(resolve));
    for (const output of outputs) await output.write('more');
    await Promise.all(outputs.map((output) => output.flush()));
    expect(outputs.map((output) => output.isGone)).toEqual([true, true]);
    expect(outputs.map((output) => output.failure?.message)).toEqual([undefined, 'no space']);
  });

  it('waits for a slow reader', async () => {
    const stream = new PassThrough({ highWaterMark: 4 });
    const output = new Output(stream);
    let isWritten = false;
    const written = output.write('more than four').then(() => (isWritten = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isWritten).toBe(false);
    stream.resume();
    await written;
  });
});
