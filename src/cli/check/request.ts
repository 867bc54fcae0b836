import { UsageError } from '../../base/errors.ts';
import { isProblem, parseAs, toBytes } from '../../base/quantity/quantity.ts';
import { closest } from '../../base/text/suggest.ts';
import type { Value } from '../../base/units.ts';
import type { SearchBudget } from '../../history/decision.ts';
import { transactionModels } from '../../history/transactions/models.ts';
import { models } from '../../library/models/index.ts';
import type { Given } from '../command.ts';
import { usualSearch } from '../limits.ts';
import { keepInput } from '../play/kept-input.ts';
import type { Export } from './exports.ts';
import { workloadWords } from './isolation.ts';
import { exportFormats, formatWords, type FormatWord, promises } from './words.ts';

/** What `fault-sim check` was asked. */
export interface CheckRequest {
  readonly files: readonly string[];
  readonly model: string | null;
  readonly consistency: string | null;
  readonly format: FormatWord;
  /** In place of the model's own initial state; undefined: that. */
  readonly initial: Value | undefined;
  readonly partition: boolean;
  /** Of the events of several runs the one that is meant. */
  readonly run: string | null;
  readonly workload: string | null;
  /** Whether values are pairs of a key and a value; null: find out. */
  readonly keyed: boolean | null;
  readonly budget: SearchBudget;
  readonly exports: readonly Export[];
  /** Nobody asked for a verdict. */
  readonly onlyWrites: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** Refuses a word that is none of a few, with the one that was probably meant. */
export function wordAmong<W extends string>(what: string, word: string, words: readonly W[]): W {
  const found = words.find((known) => known === word);
  if (found !== undefined) return found;
  const meant = closest(word, words);
  const hint = meant === undefined ? '' : `, did you mean ${meant}?`;
  throw new UsageError(`there is no ${what} "${word}"${hint} (${words.join(', ')})`);
}

/**
 * JSON where it is some, else the word itself: `0`, `null`, `[1, 2]`, `free`. A whole number of many
 * digits is its text, as where a history has it: a double would be another one.
 */
function valueOf(text: string): Value {
  if (/^-?\d+$/.test(text) && !Number.isSafeInteger(Number(text))) return text;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return text;
  }
}

function bytesOf(text: string): number {
  const size = parseAs('size', text);
  if (!isProblem(size)) return toBytes(size);
  const hint = size.suggestion === undefined ? '' : `, did you mean ${size.suggestion}?`;
  throw new UsageError(`--max-memory ${text}: ${size.problem}${hint}`);
}

function exportOf(word: string): Export {
  const equals = word.indexOf('=');
  const file = word.slice(equals + 1);
  if (equals < 0 || file === '') {
    throw new UsageError(
      `--write ${word}: write a format and a file, as in jepsen-edn=history.edn`,
    );
  }
  return { format: wordAmong('format to write', word.slice(0, equals), exportFormats), file };
}

/** A word that a flag was given, if it was: one of those that it may be for some history. */
function wordOf(given: Given, flag: string, words: readonly string[]): string | null {
  const word = given.text(flag);
  return word === null ? null : wordAmong(flag, word, words);
}

/** Whether anything was said about what is to be judged, or how. */
function asksVerdict(given: Given): boolean {
  return given.flag('json') || given.text('model') !== null || given.text('consistency') !== null;
}

/** Reads the flags; throws UsageError for what cannot be meant. */
export function requestOf(given: Given): CheckRequest {
  const memory = given.text('max-memory');
  const initial = given.text('initial');
  const exports = given.texts('write').map(exportOf);
  const files = given.args;
  if (exports.length > 0 && files.length > 1) {
    throw new UsageError('--write takes one history: name one file');
  }
  if (files.filter((file) => file === '-').length > 1) {
    throw new UsageError('standard input can be read only once');
  }
  keepInput(
    exports.map(({ file }) => file),
    files,
  );
  const onStdout = exports.filter(({ file }) => file === '-').length;
  if (onStdout + (given.flag('json') ? 1 : 0) > 1) {
    throw new UsageError('standard output carries exactly one thing: give --write a file');
  }
  return {
    files,
    model: wordOf(given, 'model', [...models.names, ...workloadWords]),
    consistency: wordOf(given, 'consistency', [...promises, ...transactionModels]),
    format: wordAmong('format', given.text('format') ?? 'auto', formatWords),
    initial: initial === null ? undefined : valueOf(initial),
    partition: given.choice('partition') !== false,
    run: given.text('run'),
    workload: given.text('of'),
    keyed: given.choice('keyed'),
    budget: {
      steps: given.count('max-steps') ?? usualSearch.steps,
      memoBytes: memory === null ? usualSearch.memoBytes : bytesOf(memory),
    },
    exports,
    onlyWrites: exports.length > 0 && !asksVerdict(given),
    quiet: given.flag('quiet'),
    json: given.flag('json'),
  };
}
