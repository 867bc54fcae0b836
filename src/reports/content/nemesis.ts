import { sortedBy } from '../../base/order.ts';
import { briefDuration } from './figures.ts';
import type { NemesisReport } from '../../run/report/report.ts';
import { labelList, type ScenarioRuns, type Strand } from './strands.ts';
import { counted } from './count.ts';

/** Swarms shown one by one: each has weights of its own. */
const mostSwarms = 3;

function swarmText({ swarm }: NemesisReport): string {
  if (swarm === null) return '';
  const weights = sortedBy(Object.entries(swarm.weights), ([id]) => id);
  const pool = weights.map(([id, weight]) => `${id} ${weight}`).join(', ');
  return `a swarm of ${pool}, every ${briefDuration(swarm.intervalNs)} on average`;
}

function sumOf(all: readonly NemesisReport[], key: 'began' | 'putOff' | 'leftOut' | 'skipped') {
  return all.reduce((sum, one) => sum + one[key], 0);
}

function strandText(strand: Strand): string | null {
  const all = strand.runs.flatMap(({ nemesis }) => nemesis ?? []);
  if (all.length === 0) return null;
  const [putOff, leftOut, skipped] = [
    sumOf(all, 'putOff'),
    sumOf(all, 'leftOut'),
    sumOf(all, 'skipped'),
  ];
  const also = [
    putOff > 0 ? `${putOff} put off to keep what it must` : '',
    leftOut > 0 ? `${leftOut} left out` : '',
    skipped > 0 ? `${counted(skipped, 'turn')} skipped, with enough under way` : '',
    ...(all.length <= mostSwarms ? all.map(swarmText) : []),
  ].filter((part) => part !== '');
  const where = all.length > 1 ? ` in ${all.length} runs` : '';
  const rest = also.length === 0 ? '' : `; ${also.join('; ')}`;
  return `${counted(sumOf(all, 'began'), 'fault')} drawn${where}${rest}`;
}

/** What the nemesis drew, once for variants in which it did the same. */
export function nemesisSentences(scenario: ScenarioRuns): string[] {
  const said = new Map<string, string[]>();
  for (const strand of scenario.strands) {
    const text = strandText(strand);
    if (text !== null) said.set(text, [...(said.get(text) ?? []), strand.label]);
  }
  return [...said].map(([text, labels]) => {
    const where = labels.length === scenario.strands.length ? '' : ` (${labelList(labels)})`;
    return text + where;
  });
}
