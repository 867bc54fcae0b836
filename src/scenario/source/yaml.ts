import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Range,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Problems } from '../diagnostics/problems.ts';
import { placeOf, type Source, type Span, sourceOf } from './source.ts';
import { type Entry, type Mapping, mappingAt, type Scalar, type Tree } from './tree.ts';
import { reportSyntax, tooDeep } from './yaml-syntax.ts';

/** Longest scenario that is read, in characters. */
export const LARGEST_TEXT = 1_048_576;
/** Most uses of aliases in a file, counted as they expand. */
const MOST_ALIASES = 100;
/** Deepest nesting: what reads YAML runs out of stack somewhere below that, elsewhere on each machine. */
const DEEPEST = 100;

const formulaKeys: ReadonlySet<string> = new Set(['that', 'where', 'exclude']);

/** What a file holds, and the anchors that nothing uses. */
export interface YamlText {
  readonly tree: Mapping;
  readonly source: Source;
}

/** Builds the tree of one document; alias uses are counted, so no text can grow without end. */
class Reader {
  readonly #source: Source;
  readonly #problems: Problems;
  #aliases = 0;
  readonly #used = new Set<Node>();
  /** The anchors in force at this place of the text: a later one of the same name replaces. */
  readonly #anchors = new Map<string, Node>();
  readonly #open: Node[] = [];
  /** Every anchor by what it names. */
  readonly #all = new Map<Node, string>();

  constructor(source: Source, problems: Problems) {
    this.#source = source;
    this.#problems = problems;
  }

  #span(range: Range | null | undefined): Span {
    const [start, end] = range ?? [0, 0];
    return { source: this.#source, start, end };
  }

  read(node: Node | null, before: Span): Tree {
    if (node === null) return this.#scalar(null, '', before);
    if (isAlias(node)) return this.#alias(node);
    this.#remember(node);
    this.#refuseTag(node);
    if (isMap(node)) return this.#map(node);
    if (isSeq(node)) return this.#list(node);
    return this.#leaf(node, before);
  }

  /** Says which anchors no alias ever named. */
  reportUnused(): void {
    for (const [node, name] of this.#all) {
      if (this.#used.has(node)) continue;
      this.#problems.warn(
        'W_UNUSED_ANCHOR',
        this.#anchorSpan(node, name),
        `anchor "${name}" is never used`,
      );
    }
  }

  #anchorSpan(node: Node, name: string): Span {
    const end = node.range?.[0] ?? 0;
    const at = this.#source.text.lastIndexOf(`&${name}`, end);
    if (at < 0) return this.#span(node.range);
    return { source: this.#source, start: at, end: at + name.length + 1 };
  }

  #remember(node: Node): void {
    const anchor = isAlias(node) ? undefined : (node as { anchor?: string }).anchor;
    if (anchor === undefined || this.#anchors.get(anchor) === node) return;
    this.#anchors.set(anchor, node);
    this.#all.set(node, anchor);
  }

  #refuseTag(node: Node): void {
    const tag = (node as { tag?: string }).tag;
    if (tag === undefined) return;
    const end = node.range?.[0] ?? 0;
    const last = this.#source.text.lastIndexOf('!', end);
    const start = this.#source.text.charAt(last - 1) === '!' ? last - 1 : last;
    const written = /^!\S*/.exec(this.#source.text.slice(Math.max(0, start), end + 1))?.[0];
    if (start < 0 || written === undefined) return;
    const span = { source: this.#source, start, end: start + written.length };
    this.#problems.error(
      'E_TAG',
      span,
      `the tag "${written}" is not understood: scenarios have no tags`,
    );
  }

  #alias(alias: Alias): Tree {
    const span = this.#span(alias.range);
    const target = this.#anchors.get(alias.source);
    if (target === undefined) {
      this.#problems.error(
        'E_UNKNOWN_ALIAS',
        span,
        `no anchor "${alias.source}" stands above this alias`,
        {
          notes: ['text that begins with * must be quoted: "*"'],
        },
      );
      return this.#scalar(null, '', span);
    }
    this.#used.add(target);
    this.#aliases += 1;
    if (this.#open.includes(target)) {
      this.#problems.error('E_UNKNOWN_ALIAS', span, `anchor "${alias.source}" contains itself`);
      return this.#scalar(null, '', span);
    }
    if (this.#aliases > MOST_ALIASES) {
      this.#problems.error('E_ALIAS_LIMIT', span, `more than ${MOST_ALIASES} uses of aliases`, {
        notes: ['an alias inside an anchored value counts at each use of that value'],
      });
      throw new GivenUp();
    }
    return this.#inside(target, () => this.read(target, span));
  }

  #inside(node: Node, read: () => Tree): Tree {
    if (this.#open.length >= DEEPEST) {
      this.#problems.error('E_YAML', this.#span(node.range), tooDeep);
      throw new GivenUp();
    }
    this.#open.push(node);
    const tree = read();
    this.#open.pop();
    return tree;
  }

  #list(node: YAMLSeq): Tree {
    const span = this.#span(node.range);
    const items = this.#inside(node, () => ({
      kind: 'list',
      span,
      items: node.items.map((item) => this.read(item as Node | null, span)),
    }));
    return items;
  }

  #map(node: YAMLMap): Tree {
    const span = this.#span(node.range);
    return this.#inside(node, () => {
      const merged: Entry[] = [];
      const own: Entry[] = [];
      const known = new Map<string, Span>();
      for (const pair of node.items as Pair<Node, Node | null>[]) {
        const key = this.#key(pair.key);
        if (key === undefined) continue;
        const keySpan = this.#span(pair.key.range);
        this.#refuseTwin(key, keySpan, known);
        if (key === '<<' && (pair.key as { type?: string }).type === 'PLAIN') {
          merged.push(...this.#mergeSources(pair.value, keySpan));
          continue;
        }
        const value = this.read(pair.value, { ...keySpan, start: keySpan.end });
        this.#warnOfBrokenFormula(node, key, value);
        own.push({ key, keySpan, value });
      }
      return mappingAt(span, withoutShadowed(merged, own));
    });
  }

  /** To YAML `1` and `"1"` are two keys; here both are the name 1. */
  #refuseTwin(key: string, keySpan: Span, known: Map<string, Span>): void {
    const first = known.get(key);
    if (first === undefined) {
      known.set(key, keySpan);
      return;
    }
    const notes = [`it stands first on line ${placeOf(first).line}`];
    const message = `the key "${key}" stands here for the second time`;
    this.#problems.error('E_DUPLICATE_KEY', keySpan, message, { notes });
  }

  /** In `{ a: = min(1, 2) }` YAML ends the value at the comma, without a word. */
  #warnOfBrokenFormula(map: YAMLMap, key: string, value: Tree): void {
    if (map.flow !== true || value.kind !== 'scalar' || typeof value.value !== 'string') return;
    const { text } = value;
    if (!text.startsWith('=') && !formulaKeys.has(key)) return;
    const written = this.#source.text.charAt(value.span.start);
    if (written === '"' || written === "'" || !unbalanced(text)) return;
    this.#problems.error('E_YAML', value.span, 'YAML ends this formula at the comma or bracket', {
      suggestion: 'put the whole formula in quotes',
      notes: ['inside { } and [ ] a formula with a comma or a bracket must be quoted'],
    });
  }

  #mergeSources(value: Node | null, keySpan: Span): Entry[] {
    const sources = isSeq(value) ? (value.items as Node[]) : [value];
    const entries: Entry[] = [];
    for (const source of sources) {
      const tree = this.read(source, keySpan);
      if (tree.kind === 'map') {
        const known = new Set(entries.map((entry) => entry.key));
        entries.push(...[...tree.entries.values()].filter((entry) => !known.has(entry.key)));
      } else {
        this.#problems.error(
          'E_YAML',
          tree.span,
          '`<<` merges maps only: an alias of a map, or a list of such',
        );
      }
    }
    return entries;
  }

  #key(node: Node): string | undefined {
    if (isScalar(node)) {
      this.#remember(node);
      this.#refuseTag(node);
      if (typeof node.value === 'string') return node.value;
      return node.source ?? String(node.value);
    }
    this.#problems.error('E_YAML', this.#span(node?.range), 'a key must be a single word or text');
    return undefined;
  }

  #leaf(node: Node, before: Span): Scalar {
    const range = node.range ?? null;
    const empty = range === null || range[0] === range[1];
    const span = empty ? before : this.#span(range);
    if (!isScalar(node)) return this.#scalar(null, '', span);
    const { value } = node;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.#problems.error('E_TYPE', span, `"${node.source ?? value}" is not a finite number`);
      return this.#scalar(null, '', span);
    }
    if (typeof value === 'bigint') {
      const safe =
        value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
      return this.#scalar(safe ? Number(value) : value, decimalText(node.source, value), span);
    }
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return this.#scalar(
        value,
        typeof value === 'string' ? value : (node.source ?? String(value)),
        span,
      );
    }
    return this.#scalar(null, node.source ?? '', span);
  }

  #scalar(value: Scalar['value'], text: string, span: Span): Scalar {
    return { kind: 'scalar', span, value, text, computed: null };
  }
}

/** Stops reading: the text would grow without end, or is nested too deep. */
class GivenUp extends Error {}

function decimalText(source: string | undefined, value: bigint): string {
  return source !== undefined && /^-?[0-9]+$/.test(source) ? source : value.toString();
}

function withoutShadowed(merged: readonly Entry[], own: readonly Entry[]): Entry[] {
  const keys = new Set(own.map((entry) => entry.key));
  return [...merged.filter((entry) => !keys.has(entry.key)), ...own];
}

function unbalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
  }
  return depth !== 0;
}

function documentOf(source: Source): Document.Parsed {
  return parseDocument(source.text, {
    version: '1.2',
    schema: 'core',
    // YAML would compare each key with each: the reader remembers them.
    uniqueKeys: false,
    merge: true,
    intAsBigInt: true,
    prettyErrors: false,
    strict: true,
  });
}

/**
 * Reads a YAML text into a tree in which every key and value knows its place. What is wrong goes to
 * `problems`; undefined when there is nothing to go on with.
 */
export function readYaml(file: string, text: string, problems: Problems): YamlText | undefined {
  // A CR alone ends a line too (YAML 1.2.2, 5.4), which the parser does not know.
  const source = sourceOf(file, text.replaceAll(/\r(?!\n)/g, '\n'));
  const top: Span = { source, start: source.lineStarts[0] ?? 0, end: source.lineStarts[0] ?? 0 };
  if (text.length > LARGEST_TEXT) {
    problems.error('E_TOO_LARGE', top, `${file} is larger than 1MiB, the most a scenario may be`);
    return undefined;
  }
  const document = documentOf(source);
  if (reportSyntax(document, source, problems)) return undefined;
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    problems.error(
      'E_EMPTY',
      top,
      `${file} is empty: a scenario needs at least version, name, duration and nodes`,
    );
    return undefined;
  }
  const tree = treeOf(contents, source, top, problems);
  if (tree === undefined) return undefined;
  if (tree.kind !== 'map') {
    problems.error(
      'E_NOT_A_MAP',
      { ...tree.span, end: tree.span.start + 1 },
      'a scenario is a map of keys such as `version: 1`',
      {
        suggestion: tree.kind === 'list' ? 'this is a list' : 'this is a single value',
      },
    );
    return undefined;
  }
  return { tree, source };
}

function treeOf(contents: Node, source: Source, top: Span, problems: Problems): Tree | undefined {
  const reader = new Reader(source, problems);
  try {
    const tree = reader.read(contents, top);
    reader.reportUnused();
    return tree;
  } catch (error) {
    if (error instanceof GivenUp) return undefined;
    throw error;
  }
}

/** Reads one value, as `--set path=value` gives it; undefined when it is not YAML. */
export function readYamlValue(source: Source, start: number, problems: Problems): Tree | undefined {
  const blank = ' '.repeat(start);
  const padded: Source = { ...source, text: blank + source.text.slice(start) };
  const span: Span = { source, start, end: source.text.length };
  const document = documentOf(padded);
  if (reportSyntax(document, source, problems)) return undefined;
  return document.contents === null
    ? { kind: 'scalar', span, value: null, text: '', computed: null }
    : treeOf(document.contents, source, span, problems);
}
