import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureBuilt, launcher } from '../../support/built.ts';
import { answered } from '../../support/check-answer.ts';
import { finished, runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { root } from '../../support/source-tree.ts';

const folder = scratch();

/** Lines of Jepsen's EDN from `process type f value`. */
function edn(...events: readonly string[]): string {
  return events
    .map((event) => {
      const [process = '', type = '', f = '', ...value] = event.split(' ');
      return `{:process ${process}, :type :${type}, :f :${f}, :value ${value.join(' ')}}\n`;
    })
    .join('');
}

const held = folder.write(
  'held.edn',
  edn('0 invoke write 1', '1 invoke read nil', '0 ok write 1', '1 ok read 1'),
);
const violated = folder.write(
  'violated.edn',
  edn(
    '0 invoke write 1',
    '0 ok write 1',
    '0 invoke write 2',
    '0 ok write 2',
    '1 invoke read nil',
    '1 ok read 1',
  ),
);
const broken = folder.write('broken.edn', `${edn('0 invoke write 1')}{:process 0, :type :okay`);
const empty = folder.write('empty.edn', '');
const unanswered = folder.write('unanswered.edn', edn('0 invoke write 1', '0 info write 1'));
const skewed = folder.write(
  'skewed.edn',
  edn(
    '0 invoke txn [[:r x nil] [:append y 1]]',
    '1 invoke txn [[:r y nil] [:append x 1]]',
    '0 ok txn [[:r x []] [:append y 1]]',
    '1 ok txn [[:r y []] [:append x 1]]',
    '0 invoke txn [[:r x nil] [:r y nil]]',
    '0 ok txn [[:r x [1]] [:r y [1]]]',
  ),
);

/** Many writes of few values at once, read in an order that takes long to refute. */
function hard(): string {
  const processes = Array.from({ length: 24 }, (_, i) => i);
  const calls = processes.map((i) => `${i} invoke cas [${i % 3} ${(i + 1) % 3}]`);
  const ends = processes.map((i) => `${i} ok cas [${i % 3} ${(i + 1) % 3}]`);
  return edn(
    '99 invoke write 0',
    '99 ok write 0',
    ...calls,
    ...ends,
    '99 invoke read nil',
    '99 ok read 7',
  );
}
const slow = folder.write('slow.edn', hard());

const register = ['--model', 'cas-register'];

describe('check', () => {
  it.each([
    ['held', [held, ...register], 0],
    ['violated', [violated, ...register], 1],
    ['a model that is none', [held, '--model', 'regster'], 2],
    ['no model', [held], 2],
    ['a model without such operations', [held, '--model', 'queue'], 2],
    ['a model for transactions', [held, '--model', 'list-append'], 2],
    ['a consistency that is none', [held, ...register, '--consistency', 'linear'], 2],
    ['a format that is none', [held, ...register, '--format', 'xml'], 2],
    ['a size that is none', [held, ...register, '--max-memory', '1 apple'], 2],
    ['a model that is none, before any file is read', ['nowhere.edn', '--model', 'nope'], 2],
    ['a consistency that is none, of an empty file', [empty, '--consistency', 'eventual'], 2],
    ['no file', ['nowhere.edn', ...register], 3],
    ['a folder', [folder.path, ...register], 3],
    ['a file of another format', [broken, ...register], 3],
    ['too few steps', [slow, ...register, '--max-steps', '3'], 4],
    ['an empty file', [empty, ...register], 5],
    ['a file without answers', [unanswered, ...register], 5],
    ['several files: unreadable goes first', [held, violated, broken, empty, ...register], 3],
    [
      'several files: violated before undecided',
      [slow, violated, ...register, '--max-steps', '3'],
      1,
    ],
    ['several files: all held', [held, held, ...register], 0],
  ])('tells %s by its exit code', async (_, args, code) => {
    const { code: given, stderr } = await runCli(['check', ...args]);
    expect([given, stderr]).toEqual([code, stderr]);
    expect(stderr).not.toContain('    at ');
    expect(stderr === '').toBe(code === 0 || code === 1 || code === 4);
  });

  it('judges transactions or the operations beside them, whichever is named', async () => {
    const both = folder.write(
      'both.edn',
      readFileSync(violated, 'utf8') +
        edn('0 invoke txn [[:append y 1]]', '0 ok txn [[:append y 1]]'),
    );
    const { code, stdout, stderr } = await runCli(['check', both]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(
      '--model is wanted: the history has transactions, and the operations "write", "read" beside them',
    );
    expect((await runCli(['check', both, '--model', 'register'])).code).toBe(1);
    expect((await runCli(['check', both, '--model', 'list-append'])).code).toBe(0);
  });

  it('tells the verdict first, and the operations that contradict one another', async () => {
    const { stdout, stderr } = await runCli(['check', violated, ...register]);
    expect(stderr).toBe('');
    const lines = stdout.split('\n');
    expect(lines[0]).toBe(`VIOLATED  ${violated}`);
    expect(lines[1]).toBe('3 operations of cas-register: not linearizable');
    expect(stdout).toMatch(/^ {2}┝━━┥ +0 +write 1 +ok +1\.\.2$/m);
    expect(stdout).toMatch(/^ +┝━━┥ +0 +write 2 +ok +3\.\.4$/m);
    expect(stdout).toMatch(/^ +┝━━┥ +1 +read +1 +5\.\.6$/m);
    expect(stdout).toMatch(/^ {2}\d+ steps, /m);
  });

  it('is a line for each file when it is quiet', async () => {
    const { stdout } = await runCli(['check', held, violated, ...register, '--quiet']);
    expect(stdout.split('\n').map((line) => line.split(' ')[0])).toEqual(['HELD', 'VIOLATED', '']);
  });

  it('uses colours and glyphs as it is told to', async () => {
    const beyond = /[^\n\u0020-\u007e]/;
    const plain = await runCli(['check', violated, ...register, '--ascii']);
    expect(plain.stdout).not.toMatch(beyond);
    const coloured = await runCli(['check', violated, ...register, '--color', '--ascii']);
    expect(coloured.stdout).toContain('\u001b[');
  });

  it('says what was wrong with a model, and which would do', async () => {
    const misspelt = await runCli(['check', held, '--model', 'cas-registr']);
    expect(misspelt.stderr).toContain('did you mean cas-register?');
    const other = await runCli(['check', held, '--model', 'queue']);
    expect(other.stderr).toMatch(/"write", "read".*enqueue, dequeue.*cas-register.*register/);
  });

  it('points at the place of a mistake', async () => {
    const { code, stdout, stderr } = await runCli(['check', broken, ...register]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/broken\.edn:2:\d+: /);
    expect(stderr).toContain('\n2 | {:process 0, :type :okay\n');
    expect(stderr).toMatch(/\n {2}\| +\^\n/);
  });

  it('reads standard input', async () => {
    const input = readFileSync(violated, 'utf8');
    const { code, stdout } = await runCli(['check', '-', ...register], { input });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^VIOLATED {2}-\n/);
    const bad = await runCli(['check', '-', ...register], { input: `${input}{:process` });
    expect(bad.code).toBe(3);
    expect(bad.stderr).toContain('standard input:7:');
  });

  it('keeps its verdict when the reader goes away', async () => {
    ensureBuilt();
    const script = `set -o pipefail; '${process.execPath}' '${launcher}' check ${violated} ${register.join(' ')} --json | head -c 10`;
    const { code, stdout, stderr } = await finished('bash', ['-c', script]);
    expect({ code, length: stdout.length, stderr }).toEqual({ code: 1, length: 10, stderr: '' });
  });

  it('takes the initial value from the flag', async () => {
    const path = folder.write('initial.edn', edn('0 invoke read nil', '0 ok read 7'));
    expect((await runCli(['check', path, ...register])).code).toBe(1);
    expect((await runCli(['check', path, ...register, '--initial', '7'])).code).toBe(0);
  });

  it('refuses an initial value that its model cannot hold', async () => {
    const of = async (model: string, initial: string, ...lines: string[]) => {
      const path = folder.write(`begins-${model}.edn`, edn(...lines));
      const { code, stderr } = await runCli([
        'check',
        path,
        '--model',
        model,
        '--initial',
        initial,
      ]);
      return [code, stderr.split('\n')[0]];
    };
    const taken = ['0 invoke dequeue nil', '0 ok dequeue 7'];
    expect(await of('queue', '[7]', ...taken)).toEqual([0, '']);
    for (const initial of ['7', 'abc', '{"a":1}']) {
      const [code, told] = await of('queue', initial, ...taken);
      expect([initial, code]).toEqual([initial, 2]);
      expect(told).toMatch(/^error: --initial: queue begins with a list like \[\], not with /);
    }
    expect(await of('kv', '5', '0 invoke get nil', '0 ok get "5"')).toEqual([
      2,
      'error: --initial: kv begins with a text, not with 5',
    ]);
    expect(await of('lease', '{"granted":1}', '0 invoke acquire nil', '0 ok acquire 7')).toEqual([
      2,
      'error: --initial: lease begins with an object like {"granted":0,"seen":0}, not with an object',
    ]);
    const read = ['0 invoke read nil', '0 ok read 9007199254740993'];
    expect(await of('register', '9007199254740993', ...read)).toEqual([0, '']);
    const txn = ['0 invoke txn [[:r x nil]]', '0 ok txn [[:r x 5]]'];
    expect(await of('rw-register', '5', ...txn)).toEqual([
      2,
      'error: --initial: transactions are judged from nothing, not from a value',
    ]);
  });

  it('judges weaker promises', async () => {
    for (const consistency of ['sequential', 'regular', 'safe']) {
      const { answer } = await answered([held, ...register, '--consistency', consistency]);
      expect([consistency, answer.verdict]).toEqual([consistency, 'held']);
    }
    // A stale read of another process breaks real time, and no process can tell.
    const { code } = await answered([violated, ...register, '--consistency', 'sequential']);
    expect(code).toBe(0);
  });
});

describe('check --json', () => {
  it('answers what was found about each file', async () => {
    const { code, stderr, answer } = await answered([violated, ...register]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(answer).toMatchObject({ schema: 'fault-sim.check/1', verdict: 'violated' });
    const [result] = answer.results;
    expect(result).toMatchObject({
      file: violated,
      verdict: 'violated',
      model: 'cas-register',
      consistency: 'linearizable',
      operations: 3,
      isolation: null,
      problem: null,
    });
    expect(result.steps).toBeGreaterThan(0);
    expect(result.witness.operations.map(({ index }: { index: number }) => index)).toEqual([
      0, 1, 2,
    ]);
    expect(result.witness.operations[1]).toEqual({
      index: 1,
      process: '0',
      op: 'write',
      key: null,
      input: 2,
      output: result.witness.operations[1].output,
      outcome: 'ok',
      invoked: 2,
      completed: 3,
      invokedNs: null,
      completedNs: null,
      invokedLine: 3,
      completedLine: 4,
    });
  });

  it('has the gravest verdict of several files, and says of each why', async () => {
    const { code, answer } = await answered([held, empty, slow, ...register, '--max-steps', '3']);
    expect([code, answer.verdict]).toEqual([4, 'undecided']);
    const found = answer.results.map(
      ({ verdict, why }: { verdict: string; why: string | null }) => [verdict, why],
    );
    expect(found).toEqual([
      ['held', null],
      ['undecided', 'it has no operations: there is nothing to check'],
      ['undecided', expect.stringContaining('3 steps')],
    ]);
    expect(answer.results[2].prefix).not.toBe(null);
  });

  it('says where a file cannot be read, on standard output alone', async () => {
    const { code, stderr, answer } = await answered([broken, 'nowhere.edn', ...register]);
    expect({ code, stderr, verdict: answer.verdict }).toEqual({
      code: 3,
      stderr: '',
      verdict: 'undecided',
    });
    expect(answer.results[0].problem).toMatchObject({ line: 2 });
    expect(answer.results[1].problem).toEqual({
      line: null,
      column: null,
      message: 'there is no such file',
    });
  });

  it('is the same bytes each time', async () => {
    const args = ['check', held, violated, ...register, '--json'];
    expect((await runCli(args)).stdout).toBe((await runCli(args)).stdout);
  });
});

describe('check of transactions', () => {
  it('names the weakest level violated and the strongest that may hold', async () => {
    const { code, answer } = await answered([skewed]);
    expect(code).toBe(1);
    const [result] = answer.results;
    expect(result).toMatchObject({ model: 'list-append', consistency: 'strict-serializable' });
    expect(result.isolation.counts).toMatchObject({ 'write-skew': 1 });
    expect(result.isolation.weakestViolated).toEqual(['repeatable-read']);
    expect(result.isolation.strongestPossible).toEqual(['strong-snapshot-isolation']);
    expect(result.witness.operations[0]).toMatchObject({
      op: 'txn',
      input: [
        ['r', 'x', null],
        ['append', 'y', 1],
      ],
      output: [
        ['r', 'x', []],
        ['append', 'y', 1],
      ],
    });
  });

  it('holds at a weaker level, and tells what that allows', async () => {
    const level = ['--consistency', 'snapshot-isolation'];
    const { code, stdout } = await runCli(['check', skewed, ...level]);
    expect(code).toBe(0);
    expect(stdout).toContain('3 transactions of list-append: snapshot-isolation\n');
    expect(stdout).toContain('  Found, and allowed\n');
    expect(stdout).toContain('write-skew: ');
  });

  it('refuses a level that is none', async () => {
    const { code, stderr } = await runCli(['check', skewed, '--consistency', 'serialisable']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('did you mean serializable?')]);
  });
});

describe('check of a run', () => {
  const scenario = join(root, 'scenarios/detection/split-brain.yaml');
  const events = folder.of('events.ndjson');
  const run = ['--run', 'three-nodes'];

  it('reads the events that run wrote', async () => {
    const played = await runCli(['run', scenario, '--events', events, '--quiet']);
    expect(played.code).toBe(0);
    const { code, answer } = await answered([events, '--model', 'register', ...run]);
    expect([code, answer.verdict]).toEqual([0, 'held']);
    const other = await answered([events, '--model', 'register', '--run', 'two-nodes']);
    expect([other.code, other.answer.verdict]).toEqual([1, 'violated']);
  });

  it('wants to know which of several runs is meant, and of which workload', async () => {
    const unnamed = await runCli(['check', events, '--model', 'register']);
    expect([unnamed.code, unnamed.stderr]).toEqual([3, expect.stringContaining('two-nodes')]);
    const other = await runCli(['check', events, '--model', 'register', ...run, '--of', 'sales']);
    expect([other.code, other.stderr]).toEqual([3, expect.stringContaining('there is kv')]);
  });

  it.each(['jepsen-edn', 'jepsen-json'])(
    'writes it as %s, with the same verdict',
    async (format) => {
      for (const [name, code] of [
        ['three-nodes', 0],
        ['two-nodes', 1],
      ] as const) {
        const copy = folder.of(`copy-${format}`);
        const given = ['--run', name, '--write', `${format}=${copy}`];
        const written = await runCli(['check', events, ...given]);
        expect({ code: written.code, stdout: written.stdout }).toEqual({ code: 0, stdout: '' });
        expect(written.stderr).toMatch(/^\d+ operations written to /);
        const again = await runCli(['check', copy, '--model', 'register']);
        expect([name, again.code]).toEqual([name, code]);
      }
    },
  );

  it('writes on standard output, and then the verdict goes to standard error', async () => {
    const to = ['--write', 'jepsen-json=-'];
    const { code, stdout, stderr } = await runCli(['check', violated, ...register, ...to]);
    expect(code).toBe(1);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).type),
    ).toEqual(Array.from({ length: 3 }, () => ['invoke', 'ok']).flat());
    expect(stderr).toContain('VIOLATED');
    const both = await runCli(['check', violated, ...register, ...to, '--json']);
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('one thing')]);
  });

  it('gives 74 when a file cannot be written', async () => {
    const to = ['--write', `jepsen-edn=${folder.of('held.edn/below')}`];
    const { code, stderr } = await runCli(['check', held, ...register, ...to]);
    expect([code, stderr]).toEqual([74, expect.stringContaining('cannot be written')]);
  });
});
