import type { Code } from './codes.ts';

/** What is wrong in a text of the scenario's own small languages, and where. */
export interface TextProblem {
  /** One sentence without a final stop, e.g. `unknown node "raft-9"`. */
  readonly message: string;
  /** Where the mistake begins, in UTF-16 units from the start of the text. */
  readonly offset: number;
  /** How many UTF-16 units it spans; 0 at the end of a text. */
  readonly length: number;
  /** What to write in place of the marked part, or null when there is no good guess. */
  readonly suggestion: string | null;
  /** What kind of mistake it is, when it is another than the text's language tells. */
  readonly code?: Code | undefined;
  /** What else helps, a sentence each: which names there are. */
  readonly notes?: readonly string[];
}

/** A part of a text: offset and length in UTF-16 units. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** Carries a problem out of a recursive parser; `caught` turns it into an answer. */
export class TextTrouble extends Error {
  override readonly name = 'TextTrouble';
  readonly problem: TextProblem;

  constructor(problem: TextProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Gives up parsing at a span. */
export function trouble(
  span: Span,
  message: string,
  suggestion: string | null = null,
  { code, notes = [] }: Pick<TextProblem, 'code' | 'notes'> = {},
): never {
  const { offset, length } = span;
  throw new TextTrouble({ message, offset, length, suggestion, code, notes });
}

/** What the work returns, or the problem with which it gave up. Other errors pass through. */
export function caught<T>(work: () => T): T | TextProblem {
  try {
    return work();
  } catch (error) {
    if (error instanceof TextTrouble) return error.problem;
    throw error;
  }
}

/** True for the answer that says why a text was not understood. */
export function isTextProblem(answer: object): answer is TextProblem {
  return 'message' in answer && 'offset' in answer && 'suggestion' in answer;
}

/** The part of a text from the begin of one span to the end of another. */
export function spanOver(first: Span, last: Span): Span {
  return { offset: first.offset, length: last.offset + last.length - first.offset };
}

/** Words as a choice in a sentence: `a, b or c`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}
