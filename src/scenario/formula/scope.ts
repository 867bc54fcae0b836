import { isProblem, parseQuantity } from '../../base/quantity/quantity.ts';
import { closest } from '../../base/text/suggest.ts';
import { type Span, trouble } from '../diagnostics/text-problem.ts';
import type { NameType } from './name-type.ts';
import type { Typed } from './typed.ts';

/** What the words of a formula may mean. */
export interface Scope {
  /** Values of `$name`. */
  readonly parameters: ReadonlyMap<string, Typed>;
  /**
   * What is read at run time, with types. A word that is not among them is a text; null: nobody
   * declared the names, so each word is looked up and is a text where nothing is found.
   */
  readonly names: ReadonlyMap<string, NameType> | null;
}

/** The name that stands for all values of a metric that has one for each value of a field. */
export function partsOfName(name: string): string {
  return `${name}.*`;
}

/** The type under which a word is read at run time; undefined when it is a text. */
export function readType(word: string, scope: Scope): NameType | undefined {
  if (scope.names === null) return 'any';
  const exact = scope.names.get(word);
  if (exact !== undefined) return exact;
  const dot = word.indexOf('.');
  // `mistakes.fixed` is one value of the metric `mistakes`, if that has several.
  return dot < 0 ? undefined : scope.names.get(partsOfName(word.slice(0, dot)));
}

/** `a - b` for `a-b` when the first part means something and the second may be a value. */
function parted(word: string, known: (name: string) => boolean): string | undefined {
  for (let minus = word.indexOf('-'); minus > 0; minus = word.indexOf('-', minus + 1)) {
    const [left, right] = [word.slice(0, minus), word.slice(minus + 1)];
    const value = known(right) || !isProblem(parseQuantity(right)) || /^[0-9.]+$/.test(right);
    if (known(left) && value) return `${left} - ${right}`;
  }
  return undefined;
}

/** The value of a parameter; gives up with the nearest name when there is none. */
export function parameterValue(name: string, span: Span, scope: Scope): Typed {
  const value = scope.parameters.get(name);
  if (value !== undefined) return value;
  const glued = parted(name, (part) => scope.parameters.has(part));
  if (glued !== undefined) trouble(span, 'a minus has blanks round it', `$${glued}`);
  const near = closest(name, scope.parameters.keys());
  const meant = near === undefined ? null : `$${near}`;
  return trouble(span, `unknown parameter "$${name}"`, meant, { code: 'E_UNKNOWN_PARAM' });
}

/** Gives up at a word that means nothing where a value or a name is wanted. */
export function refuseWord(word: string, span: Span, scope: Scope): never {
  if (scope.parameters.has(word)) {
    trouble(span, `"${word}" is a parameter, and parameters are written with "$"`, `$${word}`);
  }
  const names = scope.names ?? new Map<string, NameType>();
  const glued = parted(word, (part) => names.has(part));
  if (glued !== undefined) trouble(span, 'a minus has blanks round it', glued);
  const candidates = [...names.keys(), ...[...scope.parameters.keys()].map((name) => `$${name}`)];
  const near = closest(word, candidates) ?? null;
  if (scope.names === null || names.size === 0) {
    trouble(span, `"${word}" is a word, and no value to compute with`, near);
  }
  const whole = word.slice(0, Math.max(0, word.indexOf('.')));
  const partless = names.has(whole) ? `: "${whole}" has no parts` : '';
  const meant = partless === '' ? near : whole;
  return trouble(span, `unknown name "${word}"${partless}`, meant, { code: 'E_UNKNOWN_FIELD' });
}
