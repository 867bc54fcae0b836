import { expect, it } from 'vitest';
import { faultTable } from '../../../src/reports/content/faults.ts';
import { scenarioRuns } from '../../../src/reports/content/strands.ts';
import type { ScheduledMatch } from '../../../src/run/report/report.ts';
import { faultReport, runReport } from '../../support/report-fixtures.ts';

const nothing: ScheduledMatch = { message: null, op: null, where: null, nth: null, per: null };

it.each<[Partial<ScheduledMatch>, string]>([
  [{}, ''],
  [{ message: 'increment', nth: '1' }, ' only increment, nth 1'],
  [{ op: 'sync', nth: '2..', per: 'node' }, ' only sync, nth 2.. per node'],
  [{ message: 'write', where: 'value > 3' }, ' only write where value > 3'],
])('says what a fault takes: %j', (match, text) => {
  const fault = faultReport('gone', 'loss');
  const { id, from, targets } = fault;
  const run = runReport({
    faults: [fault],
    schedule: [
      {
        id,
        fault: fault.fault,
        at: from,
        durationNs: null,
        targets,
        params: {},
        probabilityPpb: 1e9,
        while: [],
        inside: false,
        drawnFrom: null,
        match: { ...nothing, ...match },
      },
    ],
  });
  const [scenario] = scenarioRuns([run]);
  if (scenario === undefined) throw new Error('no scenario');
  const what = faultTable(scenario).rows[0]?.[1]?.text ?? '';
  expect(what.replace(/^loss of \S+( and \S+)*/, '')).toBe(text);
});
