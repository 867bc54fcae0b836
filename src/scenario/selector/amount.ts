import { isProblem, parseAs, toPpb } from '../../base/quantity/quantity.ts';
import { closest } from '../../base/text/suggest.ts';
import type { Amount } from '../selector.ts';
import { trouble } from '../diagnostics/text-problem.ts';
import type { SelectorToken } from './lexer.ts';
import { amountWords } from './words.ts';

const PPB = 1_000_000_000;

/** Numbers that people write as words, from 2. */
const numberWords = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
/** Words that say "one, no matter which". */
const anyWords = ['a', 'an', 'any', 'each', 'random', 'some'];

function meant(word: string, roles: ReadonlySet<string>): string | null {
  const place = numberWords.indexOf(word.toLowerCase());
  if (place >= 0) return String(place + 2);
  if (anyWords.includes(word.toLowerCase())) return 'one';
  return closest(word, [...amountWords, ...roles]) ?? null;
}

function percentage(token: SelectorToken): Amount {
  const share = parseAs('share', token.text);
  if (isProblem(share)) return trouble(token.span, share.problem, share.suggestion ?? null);
  const ppb = toPpb(share);
  if (ppb === 0) trouble(token.span, '0% selects nobody');
  return { kind: 'share', ppb };
}

/** The amount that a token before `of` means; gives up at a word that is none. */
export function amountOf(token: SelectorToken, roles: ReadonlySet<string>): Amount {
  if (token.kind === 'percent') return percentage(token);
  const { text, span } = token;
  if (/^[0-9]+$/.test(text)) {
    const count = Number(text);
    if (count === 0) trouble(span, '0 of something selects nobody');
    return { kind: 'count', count };
  }
  if (text === 'one') return { kind: 'count', count: 1 };
  if (text === 'minority' || text === 'majority') return { kind: text };
  if (roles.has(text)) return { kind: 'role', role: text };
  if (text === 'all') {
    trouble(span, '"all of" is not written: the name of a group means all its members');
  }
  const message = `"${text}" is not an amount: one, 2, 50%, minority, majority or a role`;
  return trouble(span, message, meant(text, roles));
}

/**
 * How many of n nodes an amount means: the largest number below n/2, the smallest above it, a
 * share rounded down but at least 1. Not for roles, which mean at most one.
 */
export function amountCount(amount: Exclude<Amount, { readonly kind: 'role' }>, n: number): number {
  switch (amount.kind) {
    case 'count':
      return amount.count;
    case 'share':
      // n stays below 1e6, so the product is exact in a double.
      return Math.max(1, Math.floor((n * amount.ppb) / PPB));
    case 'minority':
      return Math.max(0, Math.ceil(n / 2) - 1);
    case 'majority':
      return Math.floor(n / 2) + 1;
  }
}
