import { describe, expect, it } from 'vitest';
import { defineProgram, request, runScenario, ScenarioError, text } from '../src/index.ts';
import { scratch } from './support/scratch.ts';
import {
  failingScenario,
  ownScenario,
  programText,
  quietScenario,
} from './support/small-scenarios.ts';

const folder = scratch();

const echoing = defineProgram({
  name: 'echoing',
  summary: 'Says what it hears.',
  messages: { echo: request({ words: text() }, { words: text() }) },
  start(node) {
    node.on('echo', async ({ words }) => {
      await node.sleep('1ms');
      return { words };
    });
  },
});

describe('runScenario', () => {
  it('plays a text, whatever asynchronous code it is called from', async () => {
    await Promise.resolve();
    const report = await runScenario(failingScenario('failing'));
    expect(report).toMatchObject({ verdict: 'fail', complete: true });
    expect(report.runs[0]?.checks[0]).toMatchObject({ id: 'counted-once', verdict: 'violated' });
  });

  it('plays a file by its path', async () => {
    const path = folder.write('quiet.yaml', quietScenario('quiet'));
    expect((await runScenario(path)).verdict).toBe('pass');
  });

  it('plays an object with programs in it, and gives the same trace each time', async () => {
    const scenario = {
      version: 1,
      name: 'answers',
      duration: '10s',
      nodes: { server: { program: echoing }, client: {} },
      workloads: { asking: { workload: 'requests', to: 'server', rate: '5/s', timeout: '100ms' } },
      checks: { answered: { check: 'responds', of: 'asking', share: '100%' } },
    } as const;
    const first = await runScenario(scenario, { seed: 7 });
    expect(first.verdict).toBe('pass');
    expect(first.runs[0]?.seed).toBe('7');
    const both = await Promise.all([
      runScenario(scenario, { seed: 7 }),
      runScenario(scenario, { seed: 8 }),
    ]);
    expect(both.map(({ runs }) => runs[0]?.trace.digest === first.runs[0]?.trace.digest)).toEqual([
      true,
      false,
    ]);
    const short = await runScenario(scenario, { until: '3s' });
    expect(short.runs[0]?.durationNs).toBe(3e9);
  });

  it('is not suspected of a leak when many scenarios with programs are played at once', async () => {
    folder.write('many.ts', programText('void node;'));
    const path = folder.write('many.yaml', ownScenario('many', './many.ts'));
    const warnings: string[] = [];
    const hear = ({ message }: Error): void => void warnings.push(message);
    process.on('warning', hear);
    const seeds = Array.from({ length: 12 }, (_, nth) => nth);
    const reports = await Promise.all(seeds.map((seed) => runScenario(path, { seed })));
    process.off('warning', hear);
    expect(new Set(reports.map(({ verdict }) => verdict))).toEqual(new Set(['pass']));
    expect(warnings).toEqual([]);
  });

  it('guards programs, and lets everything else through', async () => {
    const clocked = defineProgram({
      name: 'clocked',
      summary: 'Looks at a clock that is not its own.',
      start: () => void Date.now(),
    });
    const scenario = {
      version: 1,
      name: 'clocked',
      duration: '1s',
      nodes: { n1: { program: clocked } },
      checks: { sound: { check: 'no-program-errors' } },
    } as const;
    const report = await runScenario(scenario);
    expect(report.runs[0]?.checks[0]?.witness?.why).toContain('node.clock.wall()');
    expect(Date.now()).toBeGreaterThan(0);
    expect(new Date()).toBeInstanceOf(Date);
    expect(Math.exp(1)).toBeCloseTo(Math.E, 12);
  });

  it('rejects with diagnostics when the scenario is not valid', async () => {
    const wrong = runScenario(quietScenario('wrong').replace('echo', 'ecko'));
    await expect(wrong).rejects.toBeInstanceOf(ScenarioError);
    await expect(wrong).rejects.toMatchObject({
      diagnostics: [{ code: 'E_UNKNOWN_PROGRAM', suggestion: 'did you mean "echo"?' }],
    });
    // Whoever sees only the message sees where it is, and what was meant.
    await expect(wrong).rejects.toThrow(
      /^scenario\.yaml:\d+:\d+: .*"ecko".*, did you mean "echo"\? \(at \/nodes\/.*\/program\)$/,
    );
    await expect(runScenario(quietScenario('one'), { variant: 'two' })).rejects.toBeInstanceOf(
      ScenarioError,
    );
  });

  it('keeps the events of each run when asked, and the report is the same', async () => {
    const scenario = failingScenario('told');
    const told = await runScenario(scenario, { events: true });
    expect(JSON.stringify(told)).toBe(JSON.stringify(await runScenario(scenario)));
    const [run] = told.runs;
    expect(run?.events).toHaveLength(run?.trace.events ?? -1);
    expect(run?.events).toBe(run?.events);
    const lost = run?.events.filter(({ type }) => type === 'lost');
    expect(lost?.[0]).toMatchObject({ node: 'counter', peer: 'client', name: 'increment-reply' });
    expect(structuredClone(lost)).toEqual(lost);
    expect(run?.events.map(({ seq }) => seq)).toEqual(run?.events.map((_, place) => place));
  });

  it('keeps no events unless asked', async () => {
    const report = await runScenario(failingScenario('untold'));
    expect(report.runs.map((run) => 'events' in run)).toEqual([false]);
  });

  it('gives each variant, and each run of a pool of seeds, its own events', async () => {
    const scenario = `${failingScenario('pool')}matrix: { seed: [1, 2] }\n`;
    const { runs } = await runScenario(scenario, { events: true });
    expect(runs.map(({ events }) => events.length)).toEqual(runs.map(({ trace }) => trace.events));
    expect(runs).toHaveLength(2);
    expect(runs[0]?.events[0]).not.toBe(runs[1]?.events[0]);
  });

  it('stops at its budget of events and says so', async () => {
    const report = await runScenario(failingScenario('short'), { maxEvents: 2 });
    expect(report).toMatchObject({ complete: false, stopped: 'max-events' });
  });
});
