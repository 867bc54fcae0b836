import { compactJson } from '../../base/json/json.ts';
import type { Report, Run } from './report.ts';
import { worstOutcome } from '../checks/verdict.ts';

function keyOf({ scenario, file, variant, cell, seed }: Run): string {
  return compactJson([scenario, file, variant, cell, seed]);
}

/**
 * One report of several: every run once, those of the first report first. Throws RangeError when
 * reports of two engines are put together, or two runs of one key differ.
 */
export function mergeReports(reports: readonly Report[]): Report {
  const [first] = reports;
  if (first === undefined) throw new RangeError('there is nothing to merge');
  const runs = new Map<string, Run>();
  for (const report of reports) {
    if (report.engine !== first.engine)
      throw new RangeError(`they are of two engines, ${first.engine} and ${report.engine}`);
    for (const run of report.runs) {
      const key = keyOf(run);
      const known = runs.get(key);
      if (known !== undefined && compactJson(known) !== compactJson(run))
        throw new RangeError(`a run of ${run.scenario} is there twice, and the two differ`);
      runs.set(key, run);
    }
  }
  const all = [...runs.values()];
  const cut = reports.find(({ complete }) => !complete);
  return {
    ...first,
    verdict: worstOutcome(all.map(({ verdict }) => verdict)),
    complete: cut === undefined,
    stopped: cut?.stopped ?? null,
    runs: all,
  };
}
