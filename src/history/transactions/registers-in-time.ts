import { AnomalyLog } from './anomaly.ts';
import { fromSmallest, type Step, widthOf, widths } from './cycle.ts';
import { type CycleFindings, searchCycles } from './cycle-search.ts';
import { impliedModels, type TransactionModel } from './models.ts';
import { addProcessOrder } from './process-order.ts';
import { RegisterVersions } from './register-versions.ts';
import { isSerial, topological } from './serial-order.ts';
import { StrictOrder } from './strict-order.ts';
import type { Words } from './words.ts';
import type { Writes } from './writes.ts';

/** What registers show when real time is taken into account. */
export interface RegistersInTime {
  readonly steps: number;
  /** Models for which an order was found that explains all reads. */
  readonly shown: ReadonlySet<TransactionModel>;
}

/** The narrowest cycle that an order of versions taken from real time can prove. */
const narrowest = widths.indexOf('G-single');

/**
 * Assumes that versions keep real time and looks again. Where that leads to a contradiction, either it
 * is one in real time already, or the assumption fails somewhere: a transaction saw or made an
 * older version after another one had ended that saw or made a newer one, which is a G-single-realtime
 * at most. So what is found is reported as that, or as what is wider, in real time. Where it leads to
 * none, an order that explains all is looked for, as a proof.
 */
export function checkRegistersInTime(
  writes: Writes,
  found: CycleFindings,
  budget: number,
  log: AnomalyLog,
  words: Words,
): RegistersInTime {
  const assumed = new AnomalyLog();
  const { edges } = new RegisterVersions(writes, 'realtime', assumed, words);
  addProcessOrder(writes, edges);
  const timed = searchCycles(edges.build(), writes.history, budget);
  const circles = assumed.told.filter(({ name }) => name === 'cyclic-versions');
  for (const { transactions, why } of circles)
    log.report('G-single-realtime', transactions, () => why);
  if (circles.length === 0) {
    for (const cycle of timed.cycles) {
      const width = Math.max(narrowest, widthOf(cycle));
      if (found.cycles.every((known) => widthOf(known) > width))
        reportInTime(cycle, width, log, words);
    }
  }
  const { history } = writes;
  let { steps } = timed;
  // An order must explain every read: of some keys reads do not tell what they saw.
  const isTold = writes.repeated.every((micro) => micro < 0);
  if (isTold && circles.length === 0 && timed.cycles.length === 0 && log.counts.size === 0) {
    const strict = new StrictOrder(writes, budget);
    const answer = strict.search();
    steps += strict.steps;
    if (answer === 'found') return { steps, shown: impliedModels('strict-serializable') };
    if (answer === 'none') reportStuck(strict.stuck, log);
  }
  const isShown = isSerial(writes, topological(history, found.all));
  return { steps, shown: isShown ? impliedModels('serializable') : new Set() };
}

function reportInTime(cycle: readonly Step[], width: number, log: AnomalyLog, words: Words): void {
  const told = fromSmallest(cycle).map((step) => words.step(step));
  log.reportCycle(`${widths[width] ?? 'G2'}-realtime`, told);
}

/** Without any order in real time that explains all reads, each order of versions has a cycle. */
function reportStuck(stuck: readonly number[], log: AnomalyLog): void {
  const names = stuck.map((t) => `T${t}`).join(', ');
  const why = `no order in real time explains all reads: where most others have a place, none of ${names} can come next`;
  log.report('G2-realtime', stuck, () => why);
}
