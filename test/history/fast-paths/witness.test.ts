import { expect, test } from 'vitest';
import type { FastPath } from '../../../src/history/decision.ts';
import { appendLogPath } from '../../../src/history/fast-paths/append-log.ts';
import { growOnlySetPath } from '../../../src/history/fast-paths/grow-only-set.ts';
import { leasePath } from '../../../src/history/fast-paths/lease.ts';
import { lockPath } from '../../../src/history/fast-paths/lock.ts';
import { priorityQueuePath } from '../../../src/history/fast-paths/priority-queue.ts';
import { queuePath } from '../../../src/history/fast-paths/queue.ts';
import { registerPath } from '../../../src/history/fast-paths/register.ts';
import { stackPath } from '../../../src/history/fast-paths/stack.ts';
import { HistoryBuilder, outcome } from '../../../src/history/history.ts';
import { nil } from '../../../src/history/value-table.ts';
import type { Content } from '../../support/small-rows.ts';
import { partOf } from '../../support/small-histories.ts';

type Step = readonly [name: string, input: Content['input'], output: Content['output']];

/** Operations one after another, and why they contradict. */
function why(path: FastPath, ...steps: readonly Step[]): string {
  const operations = steps.map(([name, input, output], i) => {
    return { name, input, output, invoked: i * 2, completed: i * 2 + 1 };
  });
  const decision = path(partOf(operations));
  return decision?.verdict === 'violated' ? decision.witness.why : (decision?.verdict ?? 'null');
}

const register = registerPath(0);

test('a newer token that was kept out as well keeps nobody out', () => {
  const kept = 'write of 2 by p1 was kept out, but by its end no write of a newer token had begun';
  expect(why(leasePath, ['write', 4, false], ['write', 2, false])).toBe(
    `${kept} that may have been let in`,
  );
  expect(why(leasePath, ['write', 4, false], ['write', 2, false], ['write', 1, true])).toBe(
    `${kept} that may have been let in, and before write of 1 by p2`,
  );
});

test('a long list is told by its ends', () => {
  const all = Array.from({ length: 20 }, (_, i) => i + 1);
  const adds = all.map((element): Step => ['add', element, null]);
  expect(why(growOnlySetPath, ...adds, ['read', null, all.filter((one) => one !== 3)])).toContain(
    'read of [1 2 ... 19 20] (19 elements) by p20',
  );
});

test('a stale read is told by what ended before what', () => {
  expect(why(register, ['write', 1, null], ['write', 2, null], ['read', null, 1])).toBe(
    'write of 1 by p0 ended before write of 2 by p1 began, so 1 was there before 2; ' +
      'but write of 2 by p1 ended before read of 1 by p2 began, so 2 was there before 1; ' +
      'no value was put twice, so neither came back',
  );
  expect(why(register, ['write', 1, null], ['read', null, 0])).toBe(
    '0 was there at the start, so 0 was there before 1; ' +
      'but write of 1 by p0 ended before read of 0 by p1 began, so 1 was there before 0; ' +
      'no value was put twice, so neither came back',
  );
  expect(why(register, ['read', null, 3], ['write', 3, null])).toBe(
    'read of 3 by p0 ended before write of 3 by p1 began, but needs it',
  );
});

test('compare-and-sets are told by the value that they found or did not find', () => {
  expect(why(register, ['cas', [0, 2], true], ['cas', [0, 3], true])).toBe(
    'cas of [0 2] by p0 and cas of [0 3] by p1 both changed 0, which was there only once',
  );
  expect(why(register, ['write', 1, null], ['cas', [1, 2], false], ['read', null, 1])).toBe(
    'cas of [1 2] by p1 did not find 1, which was there from the end of write of 1 by p0 ' +
      'to the begin of read of 1 by p2',
  );
});

test.each([
  {
    what: 'a value of the start that comes back',
    operations: [
      { name: 'write', input: 1, output: null, invoked: 0, completed: 7 },
      { name: 'read', input: null, output: 1, invoked: 1, completed: 2 },
      { name: 'read', input: null, output: 1, invoked: 3, completed: 5 },
      { name: 'read', input: null, output: 0, invoked: 4, completed: 6 },
    ],
    shown: [1, 3],
  },
  {
    what: 'a value between two operations of another one',
    operations: [
      { name: 'write', input: 1, output: null, invoked: 0, completed: 1 },
      { name: 'read', input: null, output: 2, invoked: 3, completed: 5 },
      { name: 'write', input: 2, output: null, invoked: 4, completed: 8 },
      { name: 'read', input: null, output: 1, invoked: 6, completed: 7 },
    ],
    shown: [0, 1, 3],
  },
  {
    what: 'a value that is over between two operations of another one',
    operations: [
      { name: 'write', input: 1, output: null, invoked: 0, completed: 2 },
      { name: 'write', input: 2, output: null, invoked: 1, completed: 3 },
      { name: 'read', input: null, output: 1, invoked: 4, completed: 5 },
      { name: 'read', input: null, output: 2, invoked: 6, completed: 7 },
    ],
    shown: [1, 2, 3],
  },
])('$what is shown by no operation too many', ({ operations, shown }) => {
  expect(register(partOf(operations))).toMatchObject({
    verdict: 'violated',
    witness: { operations: shown },
  });
});

test('that a pending write took effect is shown by what is shown anyway, if that read it', () => {
  const operations = [
    { name: 'write', input: 1, output: null, invoked: 0, completed: 3 },
    { name: 'read', input: null, output: 2, invoked: 1, completed: 8 },
    { name: 'read', input: null, output: 2, invoked: 2, completed: 5 },
    { name: 'write', input: 2, output: null, invoked: 4, completed: Infinity },
    { name: 'read', input: null, output: 1, invoked: 6, completed: 7 },
  ];
  expect(register(partOf(operations))).toMatchObject({
    verdict: 'violated',
    witness: { operations: [0, 2, 3, 4] },
  });
});

test('a value that only a failed write can have put is told with that write', () => {
  const builder = new HistoryBuilder();
  const [p, q] = [builder.newProcess('p'), builder.newProcess('q')];
  const write = builder.invoke(p, builder.nameOf('write'), nil, 7);
  builder.complete(write, outcome.fail, nil);
  const read = builder.invoke(q, builder.nameOf('read'), nil, nil);
  builder.complete(read, outcome.ok, 7);
  const decision = register({ history: builder.build(), operations: Int32Array.of(write, read) });
  expect(decision).toMatchObject({
    verdict: 'violated',
    witness: {
      why: 'read of 7 by q found 7, which nobody put there; write of 7 by p failed',
      operations: [write, read],
    },
  });
});

test('queues, stacks and their like are told by their puts and takes', () => {
  const [one, two]: Step[] = [
    ['enqueue', 1, null],
    ['enqueue', 2, null],
  ];
  expect(why(queuePath, one ?? ['', 0, 0], two ?? ['', 0, 0], ['dequeue', null, 2])).toBe(
    'enqueue of 1 by p0 ended before enqueue of 2 by p1 began, ' +
      'but dequeue of 2 by p2 found 2 though nobody took 1',
  );
  expect(why(queuePath, ['enqueue', 1, null], ['dequeue', null, null])).toBe(
    'dequeue by p1 found the queue empty, but at every moment of it 1 was in',
  );
  expect(why(stackPath, ['push', 1, null], ['push', 2, null], ['pop', null, 1])).toBe(
    'push of 1 by p0 ended before push of 2 by p1 began, and that before pop of 1 by p2 began, ' +
      'so 2 lay above; but nobody had taken 2 by then',
  );
  expect(
    why(priorityQueuePath, ['insert', 1, null], ['insert', 2, null], ['extract', null, 2]),
  ).toBe('extract of 2 by p2, but at every moment of it a smaller value was in: 1');
});

test('logs and locks are told by their order', () => {
  expect(why(appendLogPath, ['append', 1, null], ['read', null, []])).toBe(
    'append of 1 by p0 ended before read of [] by p1 began, but does not show in it',
  );
  expect(why(lockPath, ['acquire', null, null], ['acquire', null, null])).toBe(
    'acquire by p1 ended after acquire by p0, which nobody gave back',
  );
});

test('what repeats, or has an unknown name, is left to a search', () => {
  expect(why(register, ['write', 1, null], ['write', 1, null])).toBe('null');
  expect(why(register, ['write', 0, null])).toBe('null');
  expect(why(queuePath, ['enqueue', 1, null], ['enqueue', 1, null])).toBe('null');
  expect(why(stackPath, ['push', 1, null], ['peek', null, 1])).toBe('null');
});
