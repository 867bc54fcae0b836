/** The language of formulas: `= $load * $trunk / $packet`, `that`, `where` and `exclude`. */
export { compileFormula } from './formula/compile.ts';
export { evaluateConstant } from './formula/evaluate.ts';
export { jsonOf, type NameType } from './formula/name-type.ts';
export { parseFormula } from './formula/parser.ts';
export { partsOfName } from './formula/scope.ts';
export { parametersOf, wordsOf } from './formula/tree.ts';
export { asNumber, asQuantity, plainOf, printTyped, type Typed, typedOf } from './formula/typed.ts';
