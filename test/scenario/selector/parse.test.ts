import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  parseLinkKey,
  parseLinkSelector,
  parseNodeKey,
  parseNodeSelector,
  parseTarget,
  type SelectorProblem,
  type WrittenSelector,
} from '../../../src/scenario/selector/parse.ts';
import { keyNodes } from '../../../src/scenario/selector/resolve.ts';
import type { LinkSelector, NodeSelector } from '../../../src/scenario/selector.ts';
import { isTextProblem } from '../../../src/scenario/diagnostics/text-problem.ts';
import { exampleWorld } from './worlds.ts';

const world = exampleWorld();

function good<T extends object>(answer: T | SelectorProblem): T {
  if (isTextProblem(answer)) throw new Error(answer.message);
  return answer;
}

function nodes(text: WrittenSelector): NodeSelector {
  return good<NodeSelector>(parseNodeSelector(text, world));
}

function members(text: string): readonly string[] {
  return keyNodes(nodes(text), world.nodes);
}

function link(text: string): LinkSelector {
  return good<LinkSelector>(parseLinkSelector(text, world));
}

describe('who is meant', () => {
  test('a node, a group in natural order, all', () => {
    expect(members('lone')).toStrictEqual(['lone']);
    expect(members('store').slice(0, 3)).toStrictEqual(['store-1', 'store-2', 'store-3']);
    expect(members('store').at(-1)).toBe('store-10');
    expect(members('all')).toStrictEqual(world.nodes);
  });

  test('globs and labels', () => {
    expect(members('store-1*')).toStrictEqual(['store-1', 'store-10']);
    expect(members('*-2')).toStrictEqual(['client-2', 'pair-2', 'raft-2', 'store-2']);
    expect(members('*r*t*-3')).toStrictEqual(['raft-3']);
    expect(members('tier:hot')).toStrictEqual(['store-1', 'store-2', 'store-3', 'store-4']);
    expect(members('*')).toStrictEqual(world.nodes);
  });

  test('several, each once, in natural order', () => {
    expect(members('raft-3, raft, lone')).toStrictEqual(['lone', 'raft-1', 'raft-2', 'raft-3']);
  });

  test('except takes from all terms before it, and may be limited itself', () => {
    expect(members('raft, client except raft-1, client-2')).toStrictEqual([
      'client-1',
      'raft-2',
      'raft-3',
    ]);
    expect(members('store except tier:cold except store-10')).toStrictEqual([
      'store-1',
      'store-2',
      'store-3',
      'store-4',
      'store-10',
    ]);
  });

  test('amounts and roles', () => {
    expect(nodes('one of raft').terms[0]?.amount).toStrictEqual({ kind: 'count', count: 1 });
    expect(nodes('2 of raft').terms[0]?.amount).toStrictEqual({ kind: 'count', count: 2 });
    expect(nodes('12.5% of store').terms[0]?.amount).toStrictEqual({
      kind: 'share',
      ppb: 125_000_000,
    });
    expect(nodes('minority of raft').terms[0]?.amount).toStrictEqual({ kind: 'minority' });
    expect(nodes('leader of raft').terms[0]?.amount).toStrictEqual({
      kind: 'role',
      role: 'leader',
    });
    expect(nodes('leader').terms[0]).toStrictEqual({
      amount: null,
      base: { kind: 'role', role: 'leader' },
    });
  });

  test('the text is spelled in one way', () => {
    expect(nodes('  one   of raft ,lone  except  leader ').text).toBe(
      'one of raft, lone except leader',
    );
    expect(nodes(['one of raft', 'tier : hot']).text).toBe('one of raft, tier:hot');
    expect(link('raft<->rest').text).toBe('raft <-> rest');
    expect(link('raft-1->raft-2').text).toBe('raft-1 -> raft-2');
  });

  test('a list means the same as commas', () => {
    expect(nodes(['raft-1', 'lone'])).toStrictEqual(nodes('raft-1, lone'));
  });
});

describe('links and targets', () => {
  test('one way, both ways, rest', () => {
    expect(link('raft -> client').both).toBe(false);
    expect(link('raft <-> rest').both).toBe(true);
    expect(link('rest -> lone').from.terms[0]?.base).toStrictEqual({ kind: 'rest' });
    expect(link('one of raft, lone except raft-1 -> leader').to.text).toBe('leader');
  });

  test('where links are wanted, nodes mean their links with the rest', () => {
    expect(good(parseTarget('one of raft', world, 'links'))).toStrictEqual({
      kind: 'links',
      selector: link('one of raft <-> rest'),
    });
    expect(good(parseTarget('raft -> client', world, 'links'))).toStrictEqual({
      kind: 'links',
      selector: link('raft -> client'),
    });
  });

  test('where nodes are wanted, a link is wrong', () => {
    expect(good(parseTarget('raft', world, 'nodes'))).toStrictEqual({
      kind: 'nodes',
      selector: nodes('raft'),
    });
    expect(parseTarget('raft -> client', world, 'nodes')).toMatchObject({ offset: 5, length: 2 });
    expect(parseTarget('raft', world, 'none')).toMatchObject({
      message: 'nothing is aimed at here: no target',
    });
    // Every link is meant, and is written in another way.
    expect(parseTarget('all', world, 'links')).toMatchObject({
      message: expect.stringContaining('there are no others'),
      suggestion: 'all -> all',
    });
    expect(good(parseTarget('raft -> client', world, 'either'))).toMatchObject({ kind: 'links' });
    expect(good(parseTarget(['raft', 'lone'], world, 'either'))).toMatchObject({ kind: 'nodes' });
  });

  test('keys name fixed nodes', () => {
    expect(good(parseLinkKey('raft <-> rest', world))).toStrictEqual(link('raft <-> rest'));
    expect(good(parseNodeKey('raft-*', world)).terms).toHaveLength(1);
    expect(parseLinkKey('one of raft -> client', world)).toMatchObject({
      offset: 0,
      length: 6,
      message: 'a key names fixed nodes, no amounts',
    });
    expect(parseLinkKey('raft -> leader', world)).toMatchObject({
      offset: 8,
      length: 6,
      message: 'a key names fixed nodes, no roles',
    });
    expect(parseNodeKey('leader', world)).toMatchObject({
      message: 'a key names fixed nodes, no roles',
    });
    expect(parseNodeKey('raft -> client', world)).toMatchObject({
      message: expect.stringContaining('nodes are wanted'),
    });
  });
});

describe('laws', () => {
  const base = fc.constantFrom(
    'raft',
    'store',
    'lone',
    'all',
    'leader',
    'raft-2',
    'store-1*',
    'tier:hot',
  );
  const amount = fc.constantFrom('', 'one of ', '2 of ', '50% of ', 'majority of ', 'leader of ');
  const term = fc.tuple(amount, base).map(([first, second]) => first + second);
  const selector = fc
    .tuple(fc.array(term, { minLength: 1, maxLength: 3 }), fc.option(term, { nil: undefined }))
    .map(([terms, except]) => terms.join(',') + (except === undefined ? '' : ` except ${except}`));

  test('the spelling reads back as the same selector', () => {
    fc.assert(
      fc.property(selector, (text) => {
        const first = parseNodeSelector(text, world);
        if (isTextProblem(first)) return;
        expect(parseNodeSelector(first.text, world)).toStrictEqual(first);
      }),
      { seed: 42, numRuns: 500 },
    );
  });

  test('any text is read or refused with a place inside it, and nothing is thrown', () => {
    const piece = fc.constantFrom(
      'raft',
      ' ',
      ',',
      'of',
      'one',
      'except',
      '->',
      '<->',
      '-',
      '*',
      ':',
      '50%',
      'rest',
      '🦊',
      '.',
      'all',
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 10 }).map((all) => all.join('')),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    fc.assert(
      fc.property(text, fc.constantFrom('nodes', 'links', 'either'), (written, wants) => {
        const answer = parseTarget(written, world, wants);
        if (!isTextProblem(answer)) return;
        expect(answer.offset).toBeGreaterThanOrEqual(0);
        expect(answer.offset + answer.length).toBeLessThanOrEqual(written.length);
      }),
      { seed: 42, numRuns: 2000 },
    );
  });
});
