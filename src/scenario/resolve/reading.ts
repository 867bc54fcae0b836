import type { Distribution } from '../../base/sampler/distribution.ts';
import type { Formula } from '../../base/formula.ts';
import type { Description, Fields } from '../../base/schema/description.ts';
import { describeFields } from '../../base/schema/fields.ts';
import type { SchemaProblem } from '../../base/schema/problem.ts';
import { readDistribution, readFields } from '../../base/schema/read.ts';
import { closest } from '../../base/text/suggest.ts';
import { type Code, isCode } from '../diagnostics/codes.ts';
import { compileFormula, type NameType, parametersOf, parseFormula } from '../formula.ts';
import { plainTree } from '../source/plain.ts';
import { type Problems, spanInside } from '../diagnostics/problems.ts';
import type { Section } from '../section.ts';
import type { Span } from '../source/source.ts';
import type { TextProblem } from '../diagnostics/text-problem.ts';
import { isTextProblem } from '../diagnostics/text-problem.ts';
import { entrySpots, itemSpots, type Spot, spotUnder, type Tree } from '../source/tree.ts';
import { listedNames, type Vocabulary } from '../vocabulary/vocabulary.ts';
import { readText } from '../values.ts';
import type { PeopledContext } from './context.ts';
import { EntryNames, readableNames } from './names.ts';

/** The spot that a path below another leads to, or the deepest one on the way. */
function spotAt(spot: Spot, path: readonly (string | number)[]): Spot {
  let at = spot;
  for (const part of path) {
    const next = typeof part === 'number' ? itemSpots(at)[part] : spotUnder(at, part);
    if (next === undefined) break;
    at = next;
  }
  return at;
}

function narrowed(tree: Tree, place: TextProblem | undefined): Span {
  if (place === undefined || tree.kind !== 'scalar') return tree.span;
  return spanInside(tree, place.offset, place.length);
}

/** Tells what a schema found wrong, at the place in the file. */
export function reportSchema(
  problem: SchemaProblem,
  spot: Spot,
  names: EntryNames | null,
  problems: Problems,
): void {
  const at = spotAt(spot, problem.path);
  const code: Code = isCode(problem.code) ? problem.code : 'E_TYPE';
  const place = names?.places.get(problem.message);
  const span = problem.at === 'key' ? at.keySpan : narrowed(at.tree, place);
  problems.error(code, span, problem.message, {
    path: [...spot.path, ...problem.path],
    ...(problem.suggestion === null ? {} : { suggestion: problem.suggestion }),
    notes: problem.notes,
  });
}

/** A distribution in any of its forms; undefined when it has problems (told). */
export function readDelay(spot: Spot, context: PeopledContext): Distribution | undefined {
  const names = new EntryNames(context, context.vocabulary, null, 'E_FORMULA');
  const { value, problems } = readDistribution(plainTree(spot.tree), names);
  for (const problem of problems) reportSchema(problem, spot, names, context.problems);
  return value;
}

/** What the fields of a kind need to be read: who declares events, and what formulas may read. */
export interface FieldScope {
  readonly vocabulary: Vocabulary;
  readonly types: ReadonlyMap<string, NameType> | null;
  readonly unknownName: Code;
}

/** What formulas beside an `event` may read: the fields of that event. */
export function eventScope(section: Section, vocabulary: Vocabulary): FieldScope {
  const event = spotUnder(section.spot, 'event')?.tree;
  const word =
    event?.kind === 'scalar' && typeof event.value === 'string' ? event.value : undefined;
  const types = word === undefined ? null : (vocabulary.eventFields(word) ?? null);
  return { vocabulary, types, unknownName: 'E_UNKNOWN_FIELD' };
}

/**
 * Reads the fields of a kind that stand beside the common keys of an entry; undefined when there
 * are problems (told). Misspelt keys were told already and explain missing ones: `explained`.
 */
export function readOwnFields(
  fields: Fields,
  section: Section,
  scope: FieldScope,
  explained: ReadonlySet<string>,
  context: PeopledContext,
): object | undefined {
  const names = new EntryNames(context, scope.vocabulary, scope.types, scope.unknownName);
  const written = section.own(Object.keys(describeFields(fields).fields ?? {}));
  const { value, problems } = readFields(fields, written, names);
  const told = problems.filter(({ code, message }) => {
    const missing =
      code === 'E_MISSING_KEY' ? /^missing key "([^"]*)"/.exec(message)?.[1] : undefined;
    return missing === undefined || !explained.has(missing);
  });
  for (const problem of told) reportSchema(problem, section.spot, names, context.problems);
  const isRead = problems.length === 0;
  const isKept = areNumbersKept(fields, section.spot, isRead, context.problems);
  return isRead && isKept ? value : undefined;
}

/** The numbers in a value that are too long for one: as data they are text. */
function longNumbersIn(spot: Spot): readonly Spot[] {
  const { tree } = spot;
  if (tree.kind === 'scalar') return typeof tree.value === 'bigint' ? [spot] : [];
  return (tree.kind === 'list' ? itemSpots(spot) : entrySpots(spot)).flatMap(longNumbersIn);
}

/** Tells of numbers that would be taken for the text of their digits; `isRead`: nothing else is wrong. */
function areNumbersKept(fields: Fields, spot: Spot, isRead: boolean, problems: Problems): boolean {
  const found = Object.entries(describeFields(fields).fields ?? {}).flatMap(([key, { word }]) => {
    const at = spotUnder(spot, key);
    return (at === undefined ? [] : longNumbersIn(at)).map((number) => ({ number, word }));
  });
  for (const { number, word } of found) {
    if (word === 'text') {
      readText(number, problems);
      continue;
    }
    if (!isRead) continue;
    const written = number.tree.kind === 'scalar' ? number.tree.text : '';
    const most = Number.MAX_SAFE_INTEGER;
    const message = `${written} is beyond the whole numbers that are kept exactly, up to ${most}`;
    const suggestion = `put it in quotes to make it a text: "${written}"`;
    problems.atValue('E_BOUND', number, message, { suggestion });
  }
  return found.length === 0;
}

/** Reads a whole map by a kind's fields (`config`, the body of a request). */
export function readWholeFields(
  fields: Fields,
  spot: Spot,
  written: unknown,
  context: PeopledContext,
): object | undefined {
  const names = new EntryNames(context, context.vocabulary, null, 'E_FORMULA');
  const { value, problems } = readFields(fields, written, names);
  for (const problem of problems) reportSchema(problem, spot, names, context.problems);
  const isRead = problems.length === 0;
  const isKept = areNumbersKept(fields, spot, isRead, context.problems);
  return isRead && isKept ? value : undefined;
}

/** A condition over fields (`where`); undefined when it is wrong (told). */
export function readCondition(
  spot: Spot,
  types: ReadonlyMap<string, NameType>,
  context: PeopledContext,
): Formula | undefined {
  const text = readText(spot, context.problems);
  const { tree } = spot;
  if (text === undefined || tree.kind !== 'scalar') return undefined;
  const parsed = parseFormula(text);
  if (isTextProblem(parsed)) {
    context.problems.inValue('E_FORMULA', spot, parsed);
    return undefined;
  }
  if (!context.params.use(parametersOf(parsed.ast))) return undefined;
  const formula = compileFormula(parsed.ast, context.params.values, types);
  if (!isTextProblem(formula)) return formula;
  const notes = formula.code === 'E_UNKNOWN_FIELD' ? readableNames(types) : [];
  context.problems.inValue('E_FORMULA', spot, { ...formula, notes });
  return undefined;
}

/** Tells that a name is not among those that there are. */
export function reportUnknown(
  code: Code,
  spot: Spot,
  message: string,
  word: string,
  known: Iterable<string>,
  context: PeopledContext,
): void {
  const names = [...known];
  context.problems.atValue(code, spot, message, {
    meant: closest(word, names),
    notes: names.length === 0 ? [] : [`there are: ${listedNames(names)}`],
  });
}

type Described = { readonly [key: string]: Description };

/** The events whose field a key names: as the schema says, or `event` of what is just called `field`. */
function eventKeysOf(
  key: string,
  { word, fieldOf }: Description,
  own: Described,
): readonly string[] {
  if (fieldOf !== null) return fieldOf;
  return key === 'field' && word === 'text' && Object.hasOwn(own, 'event') ? ['event'] : [];
}

/** The name of a field that an entry gives, or that its kind has when it gives none. */
function fieldNamed(at: Spot | undefined, { fallback }: Description): string | undefined {
  const written = at?.tree.kind === 'scalar' ? at.tree.value : undefined;
  const named = written ?? fallback;
  return typeof named === 'string' ? named : undefined;
}

/** Tells when a key of an entry names a field that one of the events beside it does not have. */
export function checkFields(
  section: Section,
  fields: Fields,
  { vocabulary }: FieldScope,
  context: PeopledContext,
): void {
  const own = describeFields(fields).fields ?? {};
  for (const [key, description] of Object.entries(own)) {
    const at = spotUnder(section.spot, key);
    const word = fieldNamed(at, description);
    if (word === undefined) continue;
    for (const eventKey of eventKeysOf(key, description, own)) {
      const eventAt = spotUnder(section.spot, eventKey);
      const eventDescription = own[eventKey];
      const event = eventDescription && fieldNamed(eventAt, eventDescription);
      const types = event === undefined ? undefined : vocabulary.eventFields(event);
      if (types === undefined || types.has(word)) continue;
      const message = `the event "${event}" has no field "${word}"`;
      const said =
        at === undefined ? `the default of "${key}" does not fit here: ${message}` : message;
      const spot = at ??
        eventAt ?? { ...section.spot, tree: { ...section.spot.tree, span: section.spot.keySpan } };
      reportUnknown('E_UNKNOWN_FIELD', spot, said, word, types.keys(), context);
    }
  }
}
