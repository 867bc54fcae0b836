import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runScenario } from '../../../src/index.ts';
import type { ScenarioInput } from '../../../src/index.ts';
import type { Run } from '../../../src/run/report/report.ts';
import type { ScenarioData } from '../../../src/scenario/scenario.ts';
import { sectionOf } from '../../../src/search/shrink/data.ts';
import { explicitScenario } from '../../../src/search/shrink/explicit.ts';
import type { SeriesWriting } from '../../../src/search/shrink/explicit.ts';
import { planOf } from '../../scenario/memory-host.ts';

const textWith = (faults: string): string => `
version: 1
name: written
duration: 20s
nodes:
  client:
  counter: { program: counter-service }
workloads:
  visits: { workload: requests, to: counter, every: 200ms, timeout: 300ms, ops: { increment: 100% } }
faults:
${faults}
checks:
  boots: { check: never, event: started, expect: held or violated }
`;

interface Played {
  readonly run: Run;
  /** What happened, whatever the faults are called. */
  readonly told: readonly string[];
}

async function played(data: ScenarioInput): Promise<Played> {
  const [run] = (await runScenario(data, { events: true })).runs;
  if (run === undefined) throw new Error('nothing was played');
  const own = run.events?.filter(({ type }) => !type.startsWith('fault-')) ?? [];
  return { run, told: own.map(({ at, type, node, name }) => `${at} ${type} ${node} ${name}`) };
}

async function written(
  text: string,
  series?: SeriesWriting,
): Promise<{ before: Played; after: Played; data: ScenarioData }> {
  const before = await played(parse(text));
  const data = explicitScenario(parse(text), await planOf(text), before.run, series);
  return { before, after: await played(data as ScenarioInput & ScenarioData), data };
}

/** What struck, whatever it is called. */
const strikes = ({ run }: Played): string[] =>
  run.schedule.map(
    ({ fault, at, durationNs, targets }) => `${at} ${fault} ${durationNs} ${targets.join()}`,
  );

describe('a run that is written with every fault explicit', () => {
  it.each([
    [
      'a series',
      'boom: { fault: crash, target: counter, every: 4s, jitter: 1s, duration: 50ms..2s }',
    ],
    ['a rate', 'boom: { fault: pause, target: counter, rate: 30/min, duration: 50ms..2s }'],
    [
      'a series that may not happen',
      'boom: { fault: crash, target: counter, every: 2s, probability: 50%, duration: 300ms }',
    ],
    [
      'a fault that lasts while another does',
      `cut: { fault: partition, target: client <-> counter, at: 3s, duration: 4s }
  boom: { fault: crash, target: counter, at: 1s, duration: 8s, while: cut is active }`,
    ],
    [
      'what begins after another',
      `cut: { fault: partition, target: client <-> counter, at: 3s, duration: 4s }
  boom: { fault: crash, target: counter, when: cut ends, delay: 1s, duration: 1s }`,
    ],
  ])('is the same run: %s', async (_, faults) => {
    const { before, after } = await written(textWith(`  ${faults}`));
    expect(strikes(after)).toEqual(strikes(before));
    expect(after.told).toEqual(before.told);
    expect(strikes(before).length).toBeGreaterThan(1);
  });

  it('keeps a series whose strikes draw for each message, if it is to', async () => {
    const lossy =
      'lossy: { fault: loss, target: client <-> counter, every: 4s, probability: 40%, duration: 2s }';
    const boom = 'boom: { fault: crash, target: counter, at: 1s..2s, duration: 100ms..1s }';
    const text = textWith(`  ${lossy}\n  ${boom}`);
    const { before, after, data } = await written(text, 'kept');
    expect(after.told).toEqual(before.told);
    expect(strikes(after)).toEqual(strikes(before));
    expect(sectionOf(data, 'faults')).toMatchObject({
      lossy: { every: '4s' },
      boom: { target: 'counter', at: expect.stringMatching(/^1\.\d+s$/) },
    });
  });

  it('keeps every fault where one has the name that another would get', async () => {
    const { before, after, data } = await written(
      textWith(`  boom: { fault: crash, target: counter, at: 1s, every: 4s, times: 3, duration: 1s }
  boom-2: { fault: delay, target: client -> counter, by: 10ms, at: 6s, duration: 1s }
  boom-4: { fault: loss, target: client -> counter, when: { message: increment, nth: 70 }, duration: 1s }`),
    );
    expect(Object.keys(sectionOf(data, 'faults')).sort()).toEqual([
      'boom',
      'boom-2',
      'boom-3',
      'boom-4',
      'boom-5',
    ]);
    expect(strikes(after)).toEqual(strikes(before));
    expect(after.told).toEqual(before.told);
  });
});
