import { describe, expect, it } from 'vitest';
import type { Item } from '../../../src/cli/listing/items.ts';
import { mentionsOf } from '../../../src/cli/listing/mentions.ts';

const item = (name: string, summary: string): Item => ({
  noun: 'checks',
  name,
  summary,
  keys: [],
  example: null,
  facts: [],
  blocks: [],
});

const items = [
  item('W_EVEN_QUORUM', 'No odd number.'),
  item('quorums', 'Majorities that overlap.'),
  item('E1', 'The skew of two clocks.'),
  item('skew-bound', 'No two clocks are far apart.'),
  item('loss', 'Lose messages.'),
];

const names = (text: string): readonly string[] => mentionsOf(text, items).map(({ name }) => name);

describe('what speaks of a word', () => {
  it('has it in its name, or then in its sentence, one or several of them', () => {
    expect(names('skew')).toEqual(['skew-bound', 'E1']);
    expect(names('Quorum')).toEqual(['quorums', 'W_EVEN_QUORUM']);
    expect(names('clock skew')).toEqual(['E1', 'skew-bound']);
    expect(names('messages')).toEqual(['loss']);
  });

  it('is nothing for a part of a word, and for no word at all', () => {
    expect(names('los')).toEqual([]);
    expect(names('skew of loss')).toEqual([]);
    expect(names('§')).toEqual([]);
  });
});
