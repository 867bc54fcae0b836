import { describe, expect, it } from 'vitest';
import { scenarioRuns } from '../../../src/reports/content/strands.ts';
import { facts, notesOf, tally } from '../../../src/reports/content/summary.ts';
import { runReport } from '../../support/report-fixtures.ts';

describe('the tally', () => {
  const tallyOf = (...runs: Parameters<typeof runReport>[0][]): string => {
    const [scenario] = scenarioRuns(runs.map((run) => runReport(run)));
    if (scenario === undefined) throw new Error('no scenario');
    return tally(scenario);
  };

  it('counts cells of a matrix as cells, and seeds as neither', () => {
    expect(tallyOf({ variant: 'a' }, { variant: 'b' })).toMatch(/ in 2 variants,/);
    expect(tallyOf({ variant: 'a', cell: 'load=1' }, { variant: 'a', cell: 'load=2' })).toMatch(
      / in 2 cells,/,
    );
    expect(tallyOf({ variant: 'a', cell: 'seed=1' }, { variant: 'b', cell: 'seed=1' })).toMatch(
      / in 2 variants,/,
    );
  });
});

describe('the facts', () => {
  const factsOf = (...runs: Parameters<typeof runReport>[0][]): string => {
    const [scenario] = scenarioRuns(runs.map((run) => runReport(run)));
    if (scenario === undefined) throw new Error('no scenario');
    return facts(scenario);
  };

  it('are of all runs: where these differ, the least and the most are told', () => {
    const pair = { variant: 'pair', nodes: ['a', 'b'], durationNs: 12_000_000_000 };
    const many = { variant: 'many', nodes: ['a', 'b', 'c', 'd'], durationNs: 90_000_000_000 };
    expect(factsOf(pair)).toBe('seed 1, 12s of virtual time, 2 nodes');
    expect(factsOf(many, pair)).toBe('seed 1, 12s to 1m30s of virtual time, 2 to 4 nodes');
    expect(factsOf(many, { ...pair, seed: '2' })).toMatch(/^2 seeds, /);
  });
});

describe('notes', () => {
  const notesOfRuns = (...runs: Parameters<typeof runReport>[0][]): string[] => {
    const [scenario] = scenarioRuns(runs.map((run) => runReport(run)));
    if (scenario === undefined) throw new Error('no scenario');
    return notesOf(scenario);
  };

  it('say of which run they are where others have them not', () => {
    const notes = ['two lead'];
    expect(notesOfRuns({ notes })).toEqual(['two lead']);
    expect(
      notesOfRuns({ variant: 'pair', notes }, { variant: 'three', notes: [...notes, 'late'] }),
    ).toEqual(['two lead', 'three: late']);
    expect(
      notesOfRuns(
        { variant: 'pair', seed: '1', notes },
        { variant: 'pair', seed: '2', notes: [] },
        { variant: 'pair', seed: '3', notes },
      ),
    ).toEqual(['pair, seed 1 and 1 more run: two lead']);
  });
});
