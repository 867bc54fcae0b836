import type { Formula } from '../../base/formula.ts';
import type { Distribution } from '../../base/sampler/distribution.ts';
import type { Named, Names, Selector } from '../../base/schema/names.ts';
import type { NodeId } from '../../base/units.ts';
import { closest } from '../../base/text/suggest.ts';
import { delays } from '../../library/delays/index.ts';
import type { Code } from '../diagnostics/codes.ts';
import { compileFormula, type NameType, parametersOf, parseFormula } from '../formula.ts';
import {
  parseLinkSelector,
  parseNodeKey,
  parseNodeSelector,
  type WrittenSelector,
} from '../selector/parse.ts';
import { knownNames } from '../selector/known-names.ts';
import { keyNodes } from '../selector/resolve.ts';
import { isTextProblem, type TextProblem } from '../diagnostics/text-problem.ts';
import { listedNames, type Vocabulary } from '../vocabulary/vocabulary.ts';
import type { PeopledContext } from './context.ts';

/** What a formula may read: a note, or none when that is nothing. */
export function readableNames(types: ReadonlyMap<string, NameType>): readonly string[] {
  return types.size === 0 ? [] : [`it may read: ${listedNames(types.keys())}`];
}

/** What the names in one entry mean: the port through which schemas read them. */
export class EntryNames implements Names {
  readonly #context: PeopledContext;
  readonly #vocabulary: Vocabulary;
  readonly #types: ReadonlyMap<string, NameType> | null;
  readonly #unknownName: Code;
  /** Where in a text a mistake stands, by the message that tells it. */
  readonly places = new Map<string, TextProblem>();

  /** `types` are what formulas of this entry may read; `unknownName` is the code when one is not there. */
  constructor(
    context: PeopledContext,
    vocabulary: Vocabulary,
    types: ReadonlyMap<string, NameType> | null,
    unknownName: Code,
  ) {
    this.#context = context;
    this.#vocabulary = vocabulary;
    this.#types = types;
    this.#unknownName = unknownName;
  }

  #refused(
    problem: TextProblem,
    otherwise: Code,
  ): Exclude<Named<never>, { readonly value: never }> {
    this.places.set(problem.message, problem);
    const { message, suggestion, notes = [], code = otherwise } = problem;
    return { problem: message, suggestion, notes, code };
  }

  node(text: string): Named<NodeId> {
    const { world, draftOf } = this.#context;
    if (draftOf.has(text)) return { value: text };
    const members = world.groups.get(text);
    const [only, ...others] = members ?? [];
    if (only !== undefined && others.length === 0) return { value: only };
    if (only !== undefined) {
      return {
        problem: `"${text}" is a group of ${others.length + 1}; one node is wanted`,
        suggestion: only,
      };
    }
    const meant = closest(text, [...draftOf.keys(), ...world.groups.keys()]);
    const notes = meant === undefined ? knownNames(world) : [];
    return { problem: `unknown node "${text}"`, suggestion: meant ?? null, notes };
  }

  nodes(written: WrittenSelector): Named<readonly NodeId[]> {
    const { world } = this.#context;
    const selector = parseNodeKey(
      typeof written === 'string' ? written : written.join(', '),
      world,
    );
    if (isTextProblem(selector)) return this.#refused(selector, 'E_SELECTOR');
    return { value: keyNodes(selector, world.nodes) };
  }

  delay(word: string): Named<Distribution> {
    const preset = delays.get(word);
    if (preset !== undefined) return { value: preset.distribution };
    return {
      problem: `no delay is called "${word}"`,
      suggestion: delays.suggest(word) ?? null,
      notes: [`expected a duration, or one of: ${delays.names.join(', ')}`],
    };
  }

  formula(text: string): Named<Formula> {
    const parsed = parseFormula(text);
    if (isTextProblem(parsed)) return this.#refused(parsed, 'E_FORMULA');
    const { params } = this.#context;
    // A param without a value was told of, and nothing will run that could ask the formula.
    if (!params.use(parametersOf(parsed.ast)))
      return { value: { text, reads: [], shares: [], evaluate: () => undefined } };
    const formula = compileFormula(parsed.ast, params.values, this.#types);
    if (!isTextProblem(formula)) return { value: formula };
    const code = formula.code === 'E_UNKNOWN_FIELD' ? this.#unknownName : formula.code;
    const notes = this.#types === null ? [] : readableNames(this.#types);
    return this.#refused({ ...formula, code, notes }, 'E_FORMULA');
  }

  event(text: string): Named<string> {
    if (this.#vocabulary.eventFields(text) !== undefined) return { value: text };
    return {
      problem: `no program here has the event "${text}"`,
      suggestion: this.#vocabulary.nearEvent(text) ?? null,
      notes: [`there are: ${listedNames(this.#vocabulary.eventNames)}`],
    };
  }

  selector(written: WrittenSelector): Named<Selector> {
    const selector = parseNodeSelector(written, this.#context.world);
    if (!isTextProblem(selector)) return { value: selector };
    return this.#refused(selector, 'E_SELECTOR');
  }

  link(text: string): Named<Selector> {
    const selector = parseLinkSelector(text, this.#context.world);
    if (!isTextProblem(selector)) return { value: selector };
    return this.#refused(selector, 'E_SELECTOR');
  }
}
