import { describe, expect, test } from 'vitest';
import { parametersOf, parseFormula, wordsOf } from '../../../src/scenario/formula.ts';
import { isTextProblem, type TextProblem } from '../../../src/scenario/diagnostics/text-problem.ts';

function problem(text: string): TextProblem {
  const parsed = parseFormula(text);
  if (!isTextProblem(parsed)) throw new Error(`${text} was read`);
  return parsed;
}

describe('mistakes', () => {
  test.each<readonly [string, string, string, string | null]>([
    ['', '', 'a formula is empty', null],
    ['= ', '', 'a formula is empty', null],
    ['1 +', '', 'a formula ends where a value is wanted', null],
    ['* 2', '*', 'a value is missing before "*"', null],
    ['1 + else', 'else', 'a value is missing before "else"', null],
    ['(1 + 2', '(', 'a bracket is not closed', null],
    ['1 + 2)', ')', 'a bracket is closed that was not opened', null],
    ['min(1, 2', '(', 'a bracket is not closed', null],
    ['(1, 2)', ',', '")" is wanted here, not ","', null],
    ['min(1)', 'min(1)', 'min takes two values or more, not 1', null],
    ['sqrt(1, 2)', 'sqrt(1, 2)', 'sqrt takes one value, not 2', null],
    ['abs()', 'abs()', 'abs takes one value, not 0', null],
    ['sqr(2)', 'sqr', '"sqr" is not a function; there are min, max, abs, sqrt, length', 'sqrt'],
    ['a if b', '', 'an "if" has no "else": a if condition else b', null],
    ['a b', 'b', 'nothing joins "b" with what stands before it', null],
    ['1 < 2 < 3', '<', 'comparisons are joined by "and": 1 < x and x < 3', null],
    ['$a adn $b', 'adn', '"adn" is not a word that joins two values', 'and'],
    ['$a is 3', 'is', 'equality is written "="', '='],
    ['$a == 3', '==', 'equality is written "="', '='],
    ['$a === 3', '===', 'equality is written "="', '='],
    ['$a <> 3', '<>', 'inequality is written "!="', '!='],
    ['$a => 3', '=>', 'at least is written ">="', '>='],
    ['$a ≤ 3', '≤', 'at most is written "<="', '<='],
    ['$a && $b', '&&', '"and" is written as a word', 'and'],
    ['$a || $b', '||', '"or" is written as a word', 'or'],
    ['!$a', '!', '"not" is written as a word', 'not'],
    ['2 ** 3', '**', 'formulas have no powers: multiply', null],
    ['2 ^ 3', '^', 'formulas have no powers: multiply', null],
    ['7 % 3', '%', 'formulas have no remainder; "%" belongs to a share such as 25%', null],
    ['$a ? 1 : 2', '?', 'a choice is written "a if condition else b"', null],
    ["key = 'x'", "'", 'a text stands in double quotation marks', '"'],
    ['key = "x', '"x', 'a text has no closing quotation mark', '"x"'],
    ['entries[0] = 1', '[', 'formulas have no lists and look at no single item', null],
    ['$ + 1', '$', 'a "$" is followed by the name of a parameter', null],
    ['${load} * 2', '${load}', 'a "$" is followed by the name of a parameter', '$load'],
    ['$a -3', '$a -3', 'a minus has blanks round it', '$a - 3'],
    ['5s-3s', '5s-3s', 'a minus has blanks round it', '5s - 3s'],
    ['(1 + 2)-3', ')-3', 'a minus has blanks round it', ') - 3'],
    ['$a- 3', '$a-', 'a minus has blanks round it', '$a -'],
    ['$a -', '', 'a formula ends where a value is wanted', null],
    ['a -> b', '>', 'a value is missing before ">"', null],
    ['age > 3 s', '3 s', 'a quantity is written without a blank', '3s'],
    ['5sec + 1s', '5sec', '"sec" is not a unit', '5s'],
    ['1.5 * 2.s', '2.s', '".s" is not a unit', null],
    ['1s..3s', '1s..3s', '"1s..3s" is a range, and formulas have none', null],
    ['1e3 * 2', '1e3', '"1e3": numbers are written out, without an exponent', null],
    ['.5 * 2', '.', 'a number begins with a digit, as in 0.5', null],
    ['a; b', ';', 'a formula is one expression', null],
    [
      'process.exit()',
      'process.exit',
      '"process.exit" is not a function; there are min, max, abs, sqrt, length',
      null,
    ],
    ['a..b = 1', 'a..b', '"a..b" is not a name: a dot stands between two parts', null],
  ])('%s', (text, marked, message, suggestion) => {
    const found = problem(text);
    expect(text.slice(found.offset, found.offset + found.length)).toBe(marked);
    expect(found.message).toStrictEqual(message);
    if (suggestion !== null) expect(found.suggestion).toBe(suggestion);
  });

  test('places count from the start of the text as given', () => {
    expect(problem('=  $a == 3').offset).toBe(6);
    expect(problem('"🦊" == 3').offset).toBe(5);
  });

  test('neither long nor deep formulas stop the program', () => {
    expect(problem('('.repeat(5000)).message).toContain('longer than 4000');
    expect(problem(`${'('.repeat(3000)}1`).message).toContain('nested more than 100 deep');
    expect(problem(`${'- '.repeat(1900)}1`).message).toContain('nested more than 100 deep');
    expect(problem(`${'not '.repeat(900)}true`).message).toContain('nested more than 100 deep');
    expect(isTextProblem(parseFormula(`1${' + 1'.repeat(999)}`))).toBe(false);
  });
});

describe('words', () => {
  test('parameters are named once, in order; words come with their places', () => {
    const parsed = parseFormula('= held if $b + $a > $b else held or violated');
    if (isTextProblem(parsed)) throw new Error(parsed.message);
    expect(parametersOf(parsed.ast)).toStrictEqual(['b', 'a']);
    expect(wordsOf(parsed.ast)).toStrictEqual([
      { word: 'held', span: { offset: 2, length: 4 } },
      { word: 'held', span: { offset: 28, length: 4 } },
      { word: 'violated', span: { offset: 36, length: 8 } },
    ]);
  });

  test('names of any script and names that begin with a digit are words', () => {
    const parsed = parseFormula('variant = 1-request-lost or variant = 2pc or شیوه = با-شناسه');
    if (isTextProblem(parsed)) throw new Error(parsed.message);
    const words = wordsOf(parsed.ast).map(({ word }) => word);
    expect(words).toStrictEqual([
      'variant',
      '1-request-lost',
      'variant',
      '2pc',
      'شیوه',
      'با-شناسه',
    ]);
  });
});
