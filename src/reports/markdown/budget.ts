import { counted } from '../content/count.ts';

/** A piece of a comment. */
export interface Block {
  readonly text: string;
  /** What is missing without it, for the sentence that says so: `['diagram', 'diagrams']`. */
  readonly what: readonly [one: string, many: string];
  /** The highest goes first when there is no room for all; 0 stays. */
  readonly rank: number;
}

/** Room for that sentence. */
const sentenceCharacters = 500;

function leftOutSentence(left: readonly Block[], most: number): string {
  const counts = new Map<string, { readonly many: string; count: number }>();
  for (const { what } of left) {
    const [one, many] = what;
    const known = counts.get(one);
    if (known === undefined) counts.set(one, { many, count: 1 });
    else known.count += 1;
  }
  const named = [...counts].map(([one, { many, count }]) => counted(count, one, many));
  return `*Left out, to stay within ${counted(most, 'character')}: ${named.join(', ')}.*\n`;
}

/** The blocks, with a blank line between them, in at most so many characters; says what it leaves out. */
export function withinCharacters(blocks: readonly Block[], most: number): string {
  const size = (some: readonly Block[]): number =>
    some.reduce((sum, { text }) => sum + text.length + 1, 0);
  const left = new Set<Block>();
  let room = most - size(blocks);
  const byRank = [...blocks.entries()].toSorted(
    ([a, { rank: rankA }], [b, { rank: rankB }]) => rankB - rankA || b - a,
  );
  for (const [, block] of byRank) {
    const enough = left.size === 0 ? 0 : sentenceCharacters;
    if (room >= enough || block.rank === 0) break;
    left.add(block);
    room += block.text.length + 1;
  }
  const texts = blocks.filter((block) => !left.has(block)).map(({ text }) => text);
  if (left.size > 0) texts.push(leftOutSentence([...left], most));
  return texts.join('\n');
}
