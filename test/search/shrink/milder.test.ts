import { describe, expect, it } from 'vitest';
import { text } from '../../../src/base/schema.ts';
import type { FaultDefinition } from '../../../src/library/faults/define.ts';
import { faults as shelf } from '../../../src/library/faults/index.ts';
import { faultKeys } from '../../../src/scenario/schema/entry-keys.ts';
import type { Section } from '../../../src/search/shrink/data.ts';
import { milderFaults } from '../../../src/search/shrink/milder.ts';

const kindOf = (name: string): FaultDefinition => shelf.get(name) as FaultDefinition;

const milder = (entry: Section): Section[] => [
  ...milderFaults(entry, kindOf(entry['fault'] as string), shelf),
];

describe('a milder fault of another kind', () => {
  it('keeps every key that all faults have: the language says which', () => {
    const common = Object.fromEntries(Object.keys(faultKeys).map((key) => [key, `its ${key}`]));
    const [pause] = milder({ fault: 'crash', ...common });
    expect(pause).toEqual({ fault: 'pause', ...common });
  });

  it('is as often: a crash every second becomes a pause every second', () => {
    const series = { target: 'n1', every: '1s', jitter: '10ms', until: '5s', 'min-on': '1ms' };
    expect(milder({ fault: 'crash', ...series })).toContainEqual({ fault: 'pause', ...series });
  });

  it('keeps a parameter that both have, and no other of its own kind', () => {
    const kinds = new Map<string, Partial<FaultDefinition>>([
      ['flood', { name: 'flood', weaker: ['rain'], params: { by: text(), depth: text() } }],
      ['rain', { name: 'rain', weaker: [], params: { by: text() } }],
    ]);
    const entry = { fault: 'flood', by: 'the sea', depth: 'deep', at: '1s' };
    const flood = kinds.get('flood') as FaultDefinition;
    expect([...milderFaults(entry, flood, kinds as unknown as typeof shelf)]).toEqual([
      { fault: 'rain', by: 'the sea', at: '1s' },
      { fault: 'flood', depth: 'deep', at: '1s' },
      { fault: 'flood', by: 'the sea', at: '1s' },
    ]);
  });
});

describe('less of the same fault', () => {
  it('is without one parameter at a time, or halfway to nothing; the kind stays', () => {
    expect(milder({ fault: 'delay', by: '100ms', spell: '10ms', at: '1s' })).toEqual([
      { fault: 'delay', spell: '10ms', at: '1s' },
      { fault: 'delay', by: '50ms', spell: '10ms', at: '1s' },
      { fault: 'delay', by: '100ms', at: '1s' },
      { fault: 'delay', by: '100ms', spell: '5ms', at: '1s' },
    ]);
  });

  it('has half the probability', () => {
    expect(milder({ fault: 'hold', at: '1s', probability: '10%' })).toEqual([
      { fault: 'hold', at: '1s', probability: '5%' },
    ]);
  });

  it('strikes between two steps, no longer inside of one', () => {
    const between = { fault: 'pause', at: '1s' };
    expect(milder({ ...between, inside: true })).toEqual([between]);
    expect(milder({ ...between, inside: false })).toEqual([]);
  });
});
