import { trouble } from '../diagnostics/text-problem.ts';

/** What other languages write, and what formulas write instead; longer ones first. */
const lookAlikes: readonly (readonly [written: string, meant: string | null, why: string])[] = [
  ['===', '=', 'equality is written "="'],
  ['!==', '!=', 'inequality is written "!="'],
  ['==', '=', 'equality is written "="'],
  ['<>', '!=', 'inequality is written "!="'],
  ['=<', '<=', 'at most is written "<="'],
  ['=>', '>=', 'at least is written ">="'],
  ['&&', 'and', '"and" is written as a word'],
  ['||', 'or', '"or" is written as a word'],
  ['**', null, 'formulas have no powers: multiply'],
  ['..', null, 'a range is no part of a formula'],
  ['!=', '!=', ''],
  ['!', 'not', '"not" is written as a word'],
  ['^', null, 'formulas have no powers: multiply'],
  ['%', null, 'formulas have no remainder; "%" belongs to a share such as 25%'],
  ['?', null, 'a choice is written "a if condition else b"'],
  [':', null, 'a choice is written "a if condition else b"'],
  ["'", '"', 'a text stands in double quotation marks'],
  ['\u201c', '"', 'a text stands in plain quotation marks'],
  ['\u201e', '"', 'a text stands in plain quotation marks'],
  ['\u00ab', '"', 'a text stands in plain quotation marks'],
  ['\u2264', '<=', 'at most is written "<="'],
  ['\u2265', '>=', 'at least is written ">="'],
  ['\u2260', '!=', 'inequality is written "!="'],
  ['\u00d7', '*', 'a product is written "*"'],
  ['\u00f7', '/', 'a quotient is written "/"'],
  ['\u2212', '-', 'a minus is written "-"'],
  ['\u2013', '-', 'a minus is written "-"'],
  ['\u2014', '-', 'a minus is written "-"'],
  ['[', null, 'formulas have no lists and look at no single item'],
  [']', null, 'formulas have no lists and look at no single item'],
  ['{', null, 'formulas have no braces'],
  ['}', null, 'formulas have no braces'],
  [';', null, 'a formula is one expression'],
  ['&', 'and', '"and" is written as a word'],
  ['|', 'or', '"or" is written as a word'],
  ['`', '"', 'a text stands in double quotation marks'],
  ['.', null, 'a number begins with a digit, as in 0.5'],
  ['@', null, 'no value is written with "@"'],
  ['#', null, 'no value is written with "#"'],
];

/** Gives up with the right spelling when a sign of another language stands at a place. */
export function refuseLookAlike(text: string, offset: number): void {
  const found = lookAlikes.find(([written]) => text.startsWith(written, offset));
  if (found === undefined) return;
  const [written, meant, why] = found;
  if (written !== meant) trouble({ offset, length: written.length }, why, meant);
}
