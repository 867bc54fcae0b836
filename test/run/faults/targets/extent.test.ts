import { describe, expect, it } from 'vitest';
import { extentOf } from '../../../../src/run/faults/targets/extent.ts';
import type { Amount, Base, NodeSelector } from '../../../../src/scenario/selector.ts';

const all = ['n1', 'n2', 'n3', 'n4', 'n5'];
const some = (...nodes: readonly string[]): Base => ({ kind: 'nodes', nodes });
const leader = { kind: 'role', role: 'leader' } as const;

function selectorOf(
  terms: readonly (readonly [Amount | null, Base])[],
  except: NodeSelector | null = null,
): NodeSelector {
  return { text: '', terms: terms.map(([amount, base]) => ({ amount, base })), except };
}

describe('the extent of a selector', () => {
  it('is all nodes of its bases in natural order, and the sum of what it takes of each', () => {
    const selector = selectorOf([
      [{ kind: 'count', count: 1 }, some('n4', 'n5')],
      [null, some('n1', 'n2')],
      [{ kind: 'minority' }, some('n1', 'n2', 'n3')],
    ]);
    expect(extentOf(selector, all)).toEqual({ nodes: all, most: 1 + 2 + 1 });
  });

  it('is anybody for a role, and one of them', () => {
    expect(extentOf(selectorOf([[null, leader]]), all)).toEqual({ nodes: all, most: 1 });
    const ofGroup = selectorOf([[leader, some('n2', 'n3', 'n4')]]);
    expect(extentOf(ofGroup, all)).toEqual({ nodes: ['n2', 'n3', 'n4'], most: 1 });
  });

  it('is without those who are left out, whose base an amount still measures', () => {
    const except = selectorOf([[null, some('n1', 'n2')]]);
    const selector = selectorOf([[{ kind: 'majority' }, some(...all)]], except);
    expect(extentOf(selector, all)).toEqual({ nodes: ['n3', 'n4', 'n5'], most: 3 });
  });
});
