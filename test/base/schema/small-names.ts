import { closest } from '../../../src/base/text/suggest.ts';
import type { Named, Names } from '../../../src/base/schema/read.ts';

const nodes = ['n1', 'n2', 'n3', 'n10'];

function known<T>(word: string, words: readonly string[], value: T, noun: string): Named<T> {
  if (words.includes(word)) return { value };
  return { problem: `unknown ${noun} "${word}"`, suggestion: closest(word, words) ?? null };
}

/** A scenario of four nodes, one preset and one event. */
export const smallNames: Names = {
  node: (text) => known(text, nodes, text, 'node'),
  nodes: (text) => {
    const wanted = typeof text === 'string' ? text.split(', ') : text;
    const wrong = wanted.find((word) => !nodes.includes(word));
    return wrong === undefined ? { value: wanted } : known(wrong, nodes, [], 'node');
  },
  delay: (word) => known(word, ['same-az'], { kind: 'constant', ns: 500_000 }, 'delay'),
  formula: (text) =>
    text.includes('((')
      ? { problem: 'a bracket is not closed', suggestion: null, notes: ['it opens here'] }
      : { value: { text, reads: [], shares: [], evaluate: () => true } },
  event: (text) => known(text, ['elected'], text, 'event'),
  selector: (text) => ({ value: { text: typeof text === 'string' ? text : text.join(', ') } }),
  link: (text) =>
    text.includes('->')
      ? { value: { text } }
      : {
          problem: `"${text}" names no link`,
          suggestion: `${text} <-> rest`,
          code: 'E_NOT_A_LINK',
        },
};
