import type { Decision } from '../decision.ts';
import { type History, outcome } from '../history.ts';
import { aboutKey } from '../linearizability/about-key.ts';
import type { Question } from '../linearizability/decide.ts';
import { partsOf } from '../linearizability/parts.ts';
import { relevantOperations } from '../linearizability/relevant-operations.ts';
import { nil } from '../value-table.ts';
import { RegisterWrites } from './register-writes.ts';

/** What is asked of a register: the operations, and the value that was there before any write. */
export type RegisterQuestion = Pick<Question, 'objects' | 'knows' | 'initialValue'>;

/** What a read may return while writes are under way. */
type Promise = 'regular' | 'safe';

const readNames = ['read', 'get'];
const writeNames = ['write', 'put'];

/** How the definitions are named in verdicts. */
const methods = {
  regular: {
    one: 'regular register (Lamport 1986)',
    several:
      'regular register with several writers: for each read, an order of all writes in real time in which it follows the write it saw (Shao, Pierce and Welch 2003)',
  },
  safe: {
    one: 'safe register (Lamport 1986)',
    several:
      'safe register with several writers: a read that no write overlaps returns one that no later write follows before it',
  },
} as const;

/**
 * Whether every read returned the last value written before it, or one that was being written
 * meanwhile (Lamport 1986). Linear in the operations but for sorting. Several writers: a read may
 * return what is not overwritten for sure, that is by a write that began after it ended and ended
 * before the read began. Undecided for a history with operations other than reads and writes.
 */
export function regularRegister(history: History, question: RegisterQuestion): Decision {
  return judged(history, question, 'regular');
}

/**
 * The same, but a read that overlaps with a write may return anything (Lamport 1986). A write of
 * unknown outcome overlaps with all that comes after its invocation.
 */
export function safeRegister(history: History, question: RegisterQuestion): Decision {
  return judged(history, question, 'safe');
}

function judged(history: History, question: RegisterQuestion, promise: Promise): Decision {
  const { objects = history.key, initialValue = nil, knows } = question;
  const operations = relevantOperations(history, knows);
  const steps = operations.length;
  const foreign = foreignName(history, operations);
  if (foreign !== null) {
    const why = `a ${promise} register is defined for reads and writes only, not for ${foreign}`;
    return { verdict: 'undecided', method: methods[promise].one, steps, why, prefix: null };
  }
  let hasSeveralWriters = false;
  for (const part of objects === null ? [operations] : partsOf(operations, objects)) {
    const writes = writesOf(history, part);
    hasSeveralWriters ||= writes.overlap;
    const method = methods[promise][hasSeveralWriters ? 'several' : 'one'];
    for (const at of part) {
      if (!isRead(history, at) || history.outcome[at] !== outcome.ok) continue;
      if (promise === 'safe' && writes.isUnderWay(at)) continue;
      const found = writes.contradiction(at, initialValue);
      if (found === null) continue;
      const witness = aboutKey(history, found);
      return { verdict: 'violated', method, steps, witness, prefix: null };
    }
  }
  const method = methods[promise][hasSeveralWriters ? 'several' : 'one'];
  return { verdict: 'held', method, steps };
}

function nameOf(history: History, at: number): string {
  return history.names[history.name[at] as number] ?? '';
}

function isRead(history: History, at: number): boolean {
  return readNames.includes(nameOf(history, at));
}

/** The name of an operation that is neither a read nor a write; null when there is none. */
function foreignName(history: History, operations: Int32Array): string | null {
  const known = [...readNames, ...writeNames];
  const found = operations.find((at) => !known.includes(nameOf(history, at)));
  return found === undefined ? null : nameOf(history, found);
}

function writesOf(history: History, part: Int32Array): RegisterWrites {
  const writes = part.filter((at) => writeNames.includes(nameOf(history, at)));
  return new RegisterWrites(history, writes);
}
