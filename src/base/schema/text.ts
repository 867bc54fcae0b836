import type { Description, SchemaWord } from './description.ts';
import { isPlain } from './travel.ts';

/** Each word in the singular and the plural, as prose has them. */
const nouns: { readonly [W in SchemaWord]: readonly [one: string, several: string] } = {
  duration: ['duration', 'durations'],
  'signed-duration': ['signed duration', 'signed durations'],
  rate: ['rate', 'rates'],
  probability: ['share', 'shares'],
  ppm: ['frequency error', 'frequency errors'],
  factor: ['factor', 'factors'],
  size: ['size', 'sizes'],
  bandwidth: ['bandwidth', 'bandwidths'],
  integer: ['whole number', 'whole numbers'],
  number: ['number', 'numbers'],
  boolean: ['true or false', 'true or false'],
  text: ['text', 'texts'],
  'one-of': ['word', 'words'],
  value: ['any value', 'any values'],
  node: ['node', 'nodes'],
  nodes: ['list of nodes', 'lists of nodes'],
  'wall-time': ['time of day', 'times of day'],
  signature: ['signature', 'signatures'],
  distribution: ['duration or distribution', 'durations or distributions'],
  formula: ['formula', 'formulas'],
  event: ['event', 'events'],
  selector: ['selector', 'selectors'],
  link: ['link selector', 'link selectors'],
  list: ['list', 'lists'],
  map: ['map', 'maps'],
  object: ['object', 'objects'],
};

/** How a value of each quantity looks in a file. */
const examples: { readonly [W in SchemaWord]?: string } = {
  duration: '30s',
  'signed-duration': '-3ms',
  rate: '20/s',
  probability: '25%',
  ppm: '50ppm',
  factor: '2x',
  size: '4KiB',
  bandwidth: '10Mbit/s',
  'wall-time': '90s',
  distribution: '1ms..3ms',
};

function phrase(description: Description, several: boolean): string {
  const { word, words, of, fields } = description;
  const noun = nouns[word][several ? 1 : 0];
  if (word === 'one-of') {
    const listed = (words ?? []).join(', ');
    const own = description.orOwn ? ', or a path such as ./own.ts' : '';
    return several ? `words of: ${listed}${own}` : `one of: ${listed}${own}`;
  }
  if ((word === 'list' || word === 'map') && of !== null) {
    return `${noun} of ${phrase(of, true)}`;
  }
  if (word === 'object' && fields !== null) return `${noun} (${Object.keys(fields).join(', ')})`;
  return noun;
}

/** The type in words: `duration`, `one of: gc, sigstop`, `list of nodes`. */
export function typeText(description: Description): string {
  return phrase(description, false);
}

/** What was expected, for a problem: `a duration such as 30s`. */
export function expectedText(description: Description): string {
  const text = typeText(description);
  const plain = ['one-of', 'text', 'value', 'boolean'].includes(description.word);
  const article = plain ? '' : /^[aeiou]/.test(text) ? 'an ' : 'a ';
  const example = examples[description.word];
  return `${article}${text}${example === undefined ? '' : ` such as ${example}`}`;
}

/** Data as a file would write it on one line: words bare, all else as JSON. */
export function writtenText(written: unknown): string {
  if (typeof written === 'string') return written === '' ? '""' : written;
  if (Array.isArray(written)) return `[${written.map(writtenText).join(', ')}]`;
  if (typeof written === 'object' && written !== null) {
    const members = Object.entries(written).map(([key, item]) => `${key}: ${writtenText(item)}`);
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  }
  return String(written);
}

/** What holds when the file says nothing: the default, `optional` or `required`. */
export function fallbackText(description: Description): string {
  if (description.fallback !== undefined) return writtenText(description.fallback);
  return description.optional ? 'optional' : 'required';
}

/** The bounds in words: `at least 1s`, `at most 5`, `1 to 5`; empty when there are none. */
export function boundsText(description: Description): string {
  const { min, max } = description;
  if (min !== undefined && max !== undefined) return `${writtenText(min)} to ${writtenText(max)}`;
  if (min !== undefined) return `at least ${writtenText(min)}`;
  return max === undefined ? '' : `at most ${writtenText(max)}`;
}

/** Any value in words, for messages: `NaN`, `"text"`, `a function`, `a list`. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > 40 ? `${value.slice(0, 39)}…` : value);
  }
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol') return 'a symbol';
  if (typeof value === 'bigint') return `the bigint ${value}n`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return 'a list';
  if (isPlain(value)) return 'an object';
  const { constructor } = value;
  return typeof constructor === 'function' && constructor.name !== ''
    ? `an instance of ${constructor.name}`
    : 'an object of a class';
}
