import { describe, expect, it } from 'vitest';
import { infrastructure } from '../../../src/library/faults/infrastructure.ts';
import { readConfig } from '../../support/stage.ts';

const wears = (written: object) =>
  infrastructure.wears?.(readConfig(infrastructure.params, written)) ?? [];

describe('infrastructure', () => {
  it('reads how often a kind fails, as a mean or as a rate', () => {
    const [mean, rate] = wears({
      rates: { rack: { mtbf: '2d', mttr: '1h' }, node: { rate: '0.5/d', lasts: '10m' } },
    });
    expect(mean).toMatchObject({ name: 'rack-failure', kind: 'rack', fault: 'outage' });
    expect(rate).toMatchObject({ name: 'node-failure', kind: 'node', fault: 'crash' });
    expect(mean?.perSecond).toBeCloseTo(rate?.perSecond ?? 0, 12);
    expect(mean?.lasts).toEqual({ kind: 'exponential', meanNs: 3_600_000_000_000 });
  });

  it('puts own rates in the place of those of a preset, kind by kind', () => {
    const names = wears({
      preset: 'google-2008-cluster',
      rates: { rack: { mtbf: '2d', mttr: '1h' } },
    }).map(({ name, kind }) => `${kind} ${name}`);
    expect(names.filter((name) => name.startsWith('rack '))).toEqual(['rack rack-failure']);
    expect(names).toContain('node machine-failure');
  });

  it('has presets from the rare to the frequent', () => {
    const machine = (preset: string) =>
      wears({ preset }).find(({ kind }) => kind === 'node')?.perSecond ?? 0;
    expect(machine('enterprise')).toBeLessThan(machine('google-2008-cluster'));
    expect(machine('google-2008-cluster')).toBeLessThan(machine('hpc'));
  });
});
