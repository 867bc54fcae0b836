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
import { keyNodes } from '../selector/resolve.ts';
import { isTextProblem, type TextProblem } from '../diagnostics/text-problem.ts';
import { listedNames, type Vocabulary } from '../vocabulary/vocabulary.ts';
import type { PeopledContext } from './context.ts';

/** The code of a mistake in a selector or sentence, as its message tells it. */
export function selectorCode(message: string, otherwise: Code): Code {
  if (message.startsWith('unknown node')) return 'E_UNKNOWN_NODE';
  if (message.startsWith('unknown domain')) return 'E_UNKNOWN_DOMAIN';
  if (message.startsWith('unknown fault')) return 'E_UNKNOWN_FAULT';
  if (
    /^(no node (matches|has|is left)|nobody is left|the minority of|a node has no link)/.test(
      message,
    )
  ) {
    return 'E_EMPTY_SELECTION';
  }
  return otherwise;
}

/** The code of a mistake in a formula over fields or metrics. */
export function formulaCode(message: string, unknownName: Code): Code {
  if (message.startsWith('unknown name')) return unknownName;
  return message.startsWith('unknown parameter') ? 'E_UNKNOWN_PARAM' : 'E_FORMULA';
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

  #refused(problem: TextProblem, code: Code): Exclude<Named<never>, { readonly value: never }> {
    this.places.set(problem.message, problem);
    return { problem: problem.message, suggestion: problem.suggestion, code };
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
    return { problem: `unknown node "${text}"`, suggestion: meant ?? null };
  }

  nodes(written: WrittenSelector): Named<readonly NodeId[]> {
    const { world } = this.#context;
    const selector = parseNodeKey(
      typeof written === 'string' ? written : written.join(', '),
      world,
    );
    if (isTextProblem(selector))
      return this.#refused(selector, selectorCode(selector.message, 'E_SELECTOR'));
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
    const refused = this.#refused(formula, formulaCode(formula.message, this.#unknownName));
    if (this.#types === null || this.#types.size === 0) return refused;
    return { ...refused, notes: [`it may read: ${listedNames(this.#types.keys())}`] };
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
    return this.#refused(selector, selectorCode(selector.message, 'E_SELECTOR'));
  }

  link(text: string): Named<Selector> {
    const selector = parseLinkSelector(text, this.#context.world);
    if (!isTextProblem(selector)) return { value: selector };
    return this.#refused(selector, selectorCode(selector.message, 'E_SELECTOR'));
  }
}
