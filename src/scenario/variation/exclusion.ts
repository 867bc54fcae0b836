import type { FormulaValue } from '../../base/formula.ts';
import { closest } from '../../base/text/suggest.ts';
import type { Cell } from './cells.ts';
import { type NameType, parseFormula, type Typed, jsonOf } from '../formula.ts';
import { allParts, type FormulaNode, type FormulaTree } from '../formula/tree.ts';
import { type Params, typedTree } from './params.ts';
import type { Mapping, Tree } from '../source/tree.ts';
import { isTextProblem, type TextProblem } from '../diagnostics/text-problem.ts';
import { pathKeys } from './path.ts';
import type { Variant } from './variants.ts';
import { nameEnd } from '../vocabulary/name.ts';

/** One cell and one variant, which `exclude` may leave out. */
export interface Excludable {
  readonly cell: Cell;
  readonly variant: Variant;
  /** With all that both set. */
  readonly merged: Mapping;
  readonly params: Params;
}

/** A name that a formula compares with the variant. */
interface VariantWord {
  readonly name: string;
  readonly span: FormulaNode['span'];
}

/** The names that a formula compares with the variant, each with its place in the text. */
function variantWords(tree: FormulaTree): readonly VariantWord[] {
  return allParts(tree).flatMap((part) => {
    if (part.kind !== 'comparison') return [];
    const [left, right] = [part.left, part.right];
    const other = isVariant(left) ? right : isVariant(right) ? left : undefined;
    if (other?.kind === 'word') return [{ name: other.word, span: other.span }];
    return other?.kind === 'text' ? [{ name: other.text, span: other.span }] : [];
  });
}

function isVariant(node: FormulaNode): boolean {
  return node.kind === 'word' && node.word === 'variant';
}

/** What is wrong with the variants that a formula names: one that there is not is never left out. */
export function unknownVariant(
  tree: FormulaTree,
  names: readonly string[],
): TextProblem | undefined {
  const found = variantWords(tree).find(({ name }) => !names.includes(name));
  if (found === undefined) return undefined;
  const { name, span } = found;
  return {
    ...span,
    message: `no variant is called "${name}"`,
    suggestion: closest(name, names) ?? null,
  };
}

/** The type under which a formula reads a value; undefined for a map, into which none looks. */
function nameTypeOf(typed: Typed): NameType | undefined {
  switch (typed.kind) {
    case 'quantity':
      return typed.quantity.kind;
    case 'words':
    case 'data':
      return undefined;
    default:
      return typed.kind;
  }
}

/** The axes that are paths, with their values here. Those of params are read as `$name`. */
function axesOf({ settings }: Cell): ReadonlyMap<string, Typed> {
  return new Map(settings.map(({ keys, value }) => [keys.join('.'), typedTree(value)]));
}

/** What a formula of `exclude` may read: the variant, the seed, and each axis. */
export function excludableNames({ cell }: Excludable): ReadonlyMap<string, NameType> {
  const names = new Map<string, NameType>([
    ['variant', 'text'],
    ['seed', 'number'],
  ]);
  for (const [name, typed] of axesOf(cell)) {
    const type = nameTypeOf(typed);
    if (type !== undefined) names.set(name, type);
  }
  return names;
}

/** Whether a formula reads a path as one word: names, joined by dots. */
function isWord(path: string): boolean {
  return path.split('.').every((part) => part !== '' && nameEnd(part, 0) === part.length);
}

/** An axis that stands without quotation marks where it needs them. */
function bareAxis(text: string, axes: Iterable<string>): TextProblem | undefined {
  for (const axis of axes) {
    const offset = isWord(axis) ? -1 : text.indexOf(axis);
    if (offset < 0 || text.charAt(offset - 1) === '"') continue;
    const message = 'the path of an axis that is no single word stands in quotation marks';
    return { offset, length: axis.length, message, suggestion: `"${axis}"` };
  }
  return undefined;
}

/** Reads a formula of `exclude`: a text in quotation marks that is the path of an axis is that axis. */
export function parseExclusion(
  text: string,
  { cell }: Excludable,
): ReturnType<typeof parseFormula> {
  const axes = axesOf(cell);
  const parsed = parseFormula(text, (quoted) => {
    const path = pathKeys(quoted).join('.');
    return axes.has(path) ? path : undefined;
  });
  return isTextProblem(parsed) ? (bareAxis(text, axes.keys()) ?? parsed) : parsed;
}

/** The values of these names, for one seed. */
export function readerOf(
  { cell, variant }: Excludable,
  seed: Tree | undefined,
): (name: string) => FormulaValue {
  const axes = axesOf(cell);
  return (name) => {
    if (name === 'variant') return variant.name ?? '';
    if (name === 'seed') return seed?.kind === 'scalar' ? Number(seed.text) : undefined;
    const typed = axes.get(name);
    return typed === undefined ? undefined : jsonOf(typed);
  };
}
