import { OwnCodeError } from '../../../base/errors.ts';
import { copyJson } from '../../../base/json/copy.ts';
import { valueText } from '../../../base/schema/text.ts';
import type { DiskRuling } from '../../../world/disk/rule.ts';
import type { Ruling } from '../../../world/verbs.ts';

/** What a rule may say in one word. */
const words: ReadonlySet<unknown> = new Set<Ruling>([
  'pass',
  'drop',
  'hold',
  'refuse',
  'unreachable',
  'reset',
  'duplicate',
]);
const diskWords: ReadonlySet<unknown> = new Set<DiskRuling>([
  'pass',
  'stall',
  'lose',
  'drop',
  'misdirect',
]);

const parts =
  '{ delay } (whole nanoseconds), { factor } (0 or more), { body } (plain JSON), or { from } (a node)';
const diskParts =
  "{ fail } ('EIO' or 'ENOSPC'), { delay } (whole nanoseconds), or { factor } (0 or more)";

/** What a rule said of a message. Throws OwnCodeError when that means nothing. */
export function rulingOf(kind: string, said: unknown, isNode: (name: string) => boolean): Ruling {
  if (words.has(said) || isPart(said, isNode)) return said as Ruling;
  throw meaningless(`\`world.rule\` of the fault ${kind}`, said, words, parts);
}

/** What a rule said of an operation of a disk. Throws OwnCodeError when that means nothing. */
export function diskRulingOf(kind: string, said: unknown): DiskRuling {
  if (diskWords.has(said) || isDiskPart(said)) return said as DiskRuling;
  throw meaningless(`\`world.disk\` of the fault ${kind}`, said, diskWords, diskParts);
}

function isPart(said: unknown, isNode: (name: string) => boolean): boolean {
  const [key, value] = onlyPart(said);
  if (key === 'from') return typeof value === 'string' && isNode(value);
  if (key === 'body') return isJson(value);
  return isSlowness(key, value);
}

/** Whether a message can carry it. */
function isJson(value: unknown): boolean {
  try {
    copyJson(value);
    return true;
  } catch {
    return false;
  }
}

function isDiskPart(said: unknown): boolean {
  const [key, value] = onlyPart(said);
  return key === 'fail' ? value === 'EIO' || value === 'ENOSPC' : isSlowness(key, value);
}

function isSlowness(key: string, value: unknown): boolean {
  if (typeof value !== 'number' || !(value >= 0)) return false;
  return key === 'delay' ? Number.isSafeInteger(value) : key === 'factor' && value < Infinity;
}

/** The key of an object that has one, and its value; no key when it has more or is no object. */
function onlyPart(said: unknown): readonly [key: string, value: unknown] {
  if (typeof said !== 'object' || said === null) return ['', undefined];
  const [key = '', ...more] = Object.keys(said);
  return more.length > 0 ? ['', undefined] : [key, Reflect.get(said, key)];
}

function meaningless(
  rule: string,
  said: unknown,
  known: ReadonlySet<unknown>,
  more: string,
): OwnCodeError {
  const listed = [...known].map((word) => `'${String(word)}'`).join(', ');
  return new OwnCodeError(
    `the rule given to ${rule} says ${saidText(said)}; it may say ${listed}, ${more}`,
  );
}

/** What was said, so that its author knows it again. */
function saidText(said: unknown): string {
  const text = valueText(said);
  if (text !== 'an object') return said instanceof Promise ? 'a promise' : text;
  const members = Object.entries(said as object).map(
    ([key, value]) => `${key}: ${valueText(value)}`,
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
