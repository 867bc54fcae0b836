import type { Document, YAMLError } from 'yaml';
import type { Problems } from '../diagnostics/problems.ts';
import type { Source, Span } from './source.ts';

interface Sentence {
  readonly message: string;
  readonly suggestion?: string;
  readonly notes?: readonly string[];
}

const sentences: { readonly [code: string]: Sentence } = {
  TAB_AS_INDENT: {
    message: 'a tab is used for indentation',
    suggestion: 'use blanks',
    notes: ['YAML indents with blanks only'],
  },
  MULTIPLE_DOCS: {
    message: 'the file holds several documents',
    notes: ['one file is one scenario: remove the line `---` and what follows, or make two files'],
  },
  BAD_ALIAS: {
    message: 'an alias needs a name behind `*`',
    notes: ['text that begins with * must be quoted: "*"'],
  },
  BAD_SCALAR_START: {
    message: 'a value cannot begin with this character',
    suggestion: 'put the value in quotes',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a map cannot begin in the middle of a line',
    notes: ['write `key: { a: 1 }` on one line, or quote a text that holds a colon'],
  },
  BAD_INDENT: {
    message: 'the indentation does not fit, or a bracket above is not closed',
    notes: ['keys of one map begin in one column; every { and [ needs its } and ]'],
  },
  MISSING_CHAR: { message: 'something is missing here: a closing quote, bracket, comma or colon' },
  UNEXPECTED_TOKEN: {
    message: 'YAML did not expect this here',
    notes: ['inside { } and [ ] a formula with a comma or a bracket must be quoted'],
  },
};

function spanOf(error: YAMLError, source: Source): Span {
  const [start, end] = error.pos;
  const last = Math.max(source.text.length - 1, 0);
  const from = Math.min(start, last);
  const line = source.text.indexOf('\n', from);
  const stop = line < 0 ? source.text.length : line;
  return { source, start: from, end: Math.min(Math.max(end, from + 1), Math.max(stop, from + 1)) };
}

/** Told of a text that nests without end. */
export const tooDeep = 'maps and lists are nested more than 100 deep';

/** YAML's own complaint as a sentence, when we have no better one. */
function plainSentence(error: YAMLError): Sentence {
  const first = error.message.split('\n')[0] ?? '';
  if (first.startsWith('Maximum call stack')) return { message: tooDeep };
  return { message: `YAML: ${first.charAt(0).toLowerCase()}${first.slice(1)}` };
}

/**
 * Tells what is wrong with the text as YAML. Of errors that follow from one another only the first
 * is told. Answers whether there was any.
 */
export function reportSyntax(
  document: Document.Parsed,
  source: Source,
  problems: Problems,
): boolean {
  const directive = document.directives?.yaml;
  if (directive?.explicit === true && directive.version !== '1.2') {
    const span = { source, start: 0, end: Math.max(1, source.text.indexOf('\n')) };
    problems.error('E_YAML', span, `scenarios are YAML 1.2, not ${directive.version}`);
    return true;
  }
  const [first] = document.errors;
  if (first !== undefined) {
    const { message, ...advice } = sentences[first.code] ?? plainSentence(first);
    const code = first.code === 'TAB_AS_INDENT' ? 'E_TAB' : 'E_YAML';
    problems.error(code, spanOf(first, source), message, advice);
  }
  for (const warning of document.warnings) {
    if (warning.code === 'TAG_RESOLVE_FAILED') continue; // told with its place by the reader
    problems.warn('W_YAML', spanOf(warning, source), plainSentence(warning).message);
  }
  return document.errors.length > 0;
}
