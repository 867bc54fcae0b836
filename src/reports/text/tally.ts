import { checkIds, type ScenarioRuns, standingOf } from './strands.ts';
import { counted } from './style.ts';

/** `8 checks in 2 variants, all as expected`. */
export function tally(scenario: ScenarioRuns): string {
  const standings = scenario.strands.flatMap((strand) =>
    checkIds(strand.runs).flatMap((id) => standingOf(strand, id) ?? []),
  );
  const surprises = standings.filter(({ standing }) => standing !== 'ok').length;
  const violated = standings.filter(
    ({ standing, verdict }) => standing === 'ok' && verdict === 'violated',
  ).length;
  const variants = scenario.strands.length;
  const all = counted(standings.length, 'verdict');
  const where = variants > 1 ? ` in ${variants} variants` : '';
  if (surprises > 0) return `${surprises} of ${all}${where} not as expected`;
  const wanted = violated > 0 ? `; ${counted(violated, 'violation')} among them` : '';
  return `${all}${where}, all as expected${wanted}`;
}
