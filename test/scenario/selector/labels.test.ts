import { describe, expect, test } from 'vitest';
import type { NodeId } from '../../../src/base/units.ts';
import { parseLinkSelector, parseNodeSelector } from '../../../src/scenario/selector/parse.ts';
import { resolveNodes } from '../../../src/scenario/selector/resolve.ts';
import { isTextProblem } from '../../../src/scenario/diagnostics/text-problem.ts';
import { exampleWorld } from './worlds.ts';

const world = {
  ...exampleWorld(),
  laterLabels: new Set(['version:v2']),
  holders: new Map([['leader', new Set(['raft-1', 'raft-2', 'raft-3'])]]),
  domains: new Map<string, readonly NodeId[]>([
    ['rack:r1', ['lone', 'raft-1']],
    ['rack:empty', []],
  ]),
};

/** Whom a selector means when these nodes have the version. */
function meant(text: string, v2: readonly NodeId[]): readonly NodeId[] {
  const selector = parseNodeSelector(text, world);
  if (isTextProblem(selector)) throw new Error(selector.message);
  return resolveNodes(selector, {
    all: world.nodes,
    choose: (n) => n - 1,
    labelled: (label) => (label === 'version:v2' ? v2 : null),
    holder: (_, among) => ({ node: among?.at(0) ?? null, tie: false }),
  });
}

function mistake(text: string): readonly [message: string, suggestion: string | null] {
  const answer = parseNodeSelector(text, world);
  if (!isTextProblem(answer)) throw new Error('accepted');
  return [answer.message, answer.suggestion];
}

describe('a label that nodes get while the run goes on', () => {
  test.each([
    ['version:v2', ['raft-1', 'raft-2']],
    ['one of version:v2', ['raft-2']],
    ['majority of version:v2', ['raft-1', 'raft-2']],
    ['leader of version:v2', ['raft-1']],
    ['version:v2 except raft-1', ['raft-2']],
    ['one of version:v2 except raft-2', ['raft-1']],
  ])('means whoever has it: %s', (text, nodes) => {
    expect(meant(text, ['raft-1', 'raft-2'])).toStrictEqual(nodes);
  });

  test('may be had by nobody yet', () => {
    expect(meant('version:v2', [])).toStrictEqual([]);
    expect(meant('2 of version:v2, lone', [])).toStrictEqual(['lone']);
  });

  test('may stand on one side of a link', () => {
    const link = parseLinkSelector('version:v2 <-> raft-1', world);
    expect(isTextProblem(link)).toBe(false);
  });

  test('leaves those with a label of the beginning as they were', () => {
    expect(meant('tier:hot', [])).toStrictEqual(['store-1', 'store-2', 'store-3', 'store-4']);
  });
});

describe('a name with a kind', () => {
  test('may be that of a failure domain', () => {
    expect(meant('rack:r1', [])).toStrictEqual(['lone', 'raft-1']);
    expect(mistake('rack:empty')).toStrictEqual(['no node is in rack:empty', null]);
    expect(mistake('r1')).toStrictEqual(['"r1" is a domain, and nodes are wanted', 'rack:r1']);
  });

  test.each([
    ['tier:warm', 'no node has the label tier:warm', null],
    ['tier:hott', 'no node has the label tier:hott', 'tier:hot'],
    // The only one of its kind, however far it is.
    ['version:canary', 'no node has the label version:canary', 'version:v2'],
    ['tire:hot', 'no node has a label "tire"', 'tier:hot'],
  ])('is told when nobody has it: %s', (text, message, suggestion) => {
    expect(mistake(text)).toStrictEqual([message, suggestion]);
  });
});
