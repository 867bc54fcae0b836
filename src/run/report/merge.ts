import { compactJson } from '../../base/json/json.ts';
import type { Report, Run } from './report.ts';
import { worstOutcome } from '../checks/verdict.ts';

/**
 * The runs of a report by what tells them apart. Scenarios of two folders may share their names: the
 * second run of a key is told by its number, as where reports are compared.
 */
function runsByKey({ runs }: Report): readonly (readonly [key: string, run: Run])[] {
  const seen = new Map<string, number>();
  return runs.map((run) => {
    const { scenario, file, variant, cell, seed } = run;
    const key = compactJson([scenario, file, variant, cell, seed]);
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return [`${key} ${nth}`, run];
  });
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
    for (const [key, run] of runsByKey(report)) {
      const known = runs.get(key);
      if (known !== undefined && compactJson(known) !== compactJson(run))
        throw new RangeError(
          `a run of ${run.scenario} is there twice, and the two differ: one of them was played otherwise, or two scenarios have this name`,
        );
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
