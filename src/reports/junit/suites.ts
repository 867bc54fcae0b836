import type { Report, Run } from '../../run/report/report.ts';
import { type Case, casesOf } from '../content/cases.ts';
import type { RenderOptions } from '../define.ts';
import { evidenceLines, evidenceSentence } from '../content/evidence.ts';
import { stoppedSentence } from '../content/stopped.ts';
import { cellSettings, pathOf } from '../content/reproduce.ts';
import { type ScenarioRuns, scenarioRuns } from '../content/strands.ts';
import type { Element } from './xml.ts';

const nsPerSecond = 1_000_000_000;

/** A `testsuite` before its cases are counted. */
interface Suite {
  readonly name: string;
  readonly virtualNs: number;
  readonly properties: readonly Element[];
  readonly cases: readonly Element[];
}

/** Virtual time as seconds, without an exponent. */
function seconds(ns: number): string {
  const fraction = String(ns % nsPerSecond)
    .padStart(9, '0')
    .replace(/0+$/, '');
  const whole = String(Math.floor(ns / nsPerSecond));
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/** What tells a run from the others of its variant: `[latency=1ms, seed=42]`. */
function mark(run: Run): string {
  return `[${[...cellSettings(run.cell), `seed=${run.seed}`].join(', ')}]`;
}

/** What a case has in it: nothing where all is plainly well. */
function outcomeElements(of: Case, options: RenderOptions): Element[] {
  const { check, result } = of;
  const message = evidenceSentence(of);
  const text = evidenceLines(of, options).join('\n');
  switch (result) {
    case 'fail':
      return [{ name: 'failure', attributes: { message, type: check.verdict }, text }];
    case 'unknown':
      return [{ name: 'error', attributes: { message, type: 'unknown' }, text }];
    case 'skip':
      return [{ name: 'skipped', attributes: { message }, text }];
    case 'pass':
      return check.verdict === 'held' && check.expected.includes('held')
        ? []
        : [{ name: 'system-out', text }];
  }
}

/**
 * Its time is how far into the run it was decided: at its violation, or at the end. Nobody knows how far
 * a run had come that was stopped.
 */
function caseElement(of: Case, classname: string, options: RenderOptions): Element {
  const { run, check } = of;
  const name = `${check.id} ${mark(run)}`;
  const until = check.at ?? (run.stopped === null ? run.durationNs : null);
  const time = until === null ? {} : { time: seconds(until) };
  const children = outcomeElements(of, options);
  return { name: 'testcase', attributes: { classname, name, ...time }, children };
}

/** `gc: pause, hit 3`: what the faults of some runs did. */
function faultsText(runs: readonly Run[]): string {
  const touched = new Map<string, number>();
  for (const { id, fault, touched: hit } of runs.flatMap(({ coverage }) => coverage)) {
    const name = `${id}: ${fault}`;
    touched.set(name, hit + (touched.get(name) ?? 0));
  }
  return [...touched].map(([name, hit]) => `${name}, hit ${hit}`).join('; ');
}

/** What the runs of a suite are known by; where there are several, the names say whose it is. */
function propertiesOf(runs: readonly Run[], path: string): Element[] {
  const named = (run: Run): [string, string][] => {
    const whose = runs.length === 1 ? '' : ` ${mark(run)}`;
    return [
      [`seed${whose}`, run.seed],
      [`digest${whose}`, run.trace.digest],
      ...(run.set.length === 0
        ? []
        : ([[`set${whose}`, run.set.join(' ')]] satisfies [[string, string]])),
      ...(run.stopped === null
        ? []
        : ([[`stopped${whose}`, run.stopped]] satisfies [[string, string]])),
    ];
  };
  const all: [string, string][] = [
    ['file', path],
    ['faults', faultsText(runs)],
    ...runs.flatMap(named),
  ];
  return all
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ({ name: 'property', attributes: { name, value } }));
}

const pathOfAll = ({ runs: [run], file }: ScenarioRuns, { selection }: RenderOptions): string =>
  run === undefined ? file : pathOf(run, selection);

/** Names for scenarios, no two alike: the path tells apart what has one name. */
function namesFor(scenarios: readonly ScenarioRuns[], options: RenderOptions): string[] {
  const taken = new Set<string>();
  return scenarios.map((scenario) => {
    const { name } = scenario;
    const isTwin = scenarios.filter((other) => other.name === name).length > 1;
    const long = isTwin ? `${name} (${pathOfAll(scenario, options)})` : name;
    let free = long;
    for (let nth = 2; taken.has(free); nth += 1) free = `${long} ${nth}`;
    taken.add(free);
    return free;
  });
}

/**
 * A suite for each variant of a scenario. Viewers group by suite or by class, and a broken design and a
 * sound one under the same faults must not be mixed; Jenkins takes the last part of a class for the
 * class and the rest for its package, so that it shows scenario, variant, check. Seeds and cells stand
 * in the name of the case: as suites they would be thousands of groups of a few each.
 */
function suitesOf(scenario: ScenarioRuns, name: string, options: RenderOptions): Suite[] {
  const variants = new Map<string | null, Run[]>();
  for (const run of scenario.runs) {
    const known = variants.get(run.variant);
    if (known === undefined) variants.set(run.variant, [run]);
    else known.push(run);
  }
  const found = new Map<Run, Case[]>();
  for (const of of scenario.strands.flatMap(casesOf)) {
    const known = found.get(of.run);
    if (known === undefined) found.set(of.run, [of]);
    else known.push(of);
  }
  return [...variants].map(([variant, runs]) => {
    const parts = variant === null ? [name] : [name, variant];
    const classname = parts.map((part) => part.split('.').join('_')).join('.');
    const cases = runs.flatMap((run) => found.get(run) ?? []);
    return {
      name: parts.join('/'),
      virtualNs: sumOf(runs.map(({ stopped, durationNs }) => (stopped === null ? durationNs : 0))),
      properties: propertiesOf(runs, pathOfAll(scenario, options)),
      cases: cases.map((of) => caseElement(of, classname, options)),
    };
  });
}

/** A report that lacks runs must not look as if all were well, even where those that it has are. */
function stoppedSuites(report: Report): Suite[] {
  const message = stoppedSentence(report);
  if (message === null) return [];
  const attributes = { classname: 'fault-sim', name: 'every run is complete', time: '0' };
  const error = { name: 'error', attributes: { message, type: 'unknown' }, text: message };
  const cases = [{ name: 'testcase', attributes, children: [error] }];
  return [{ name: 'fault-sim', virtualNs: 0, properties: [], cases }];
}

function countOf(suites: readonly Suite[], outcome: string): number {
  const has = ({ children = [] }: Element): boolean =>
    children.some(({ name }) => name === outcome);
  return sumOf(suites.map(({ cases }) => cases.filter(has).length));
}

/** The counts of some suites, in the words of the attributes. */
function counts(suites: readonly Suite[]) {
  return {
    tests: sumOf(suites.map(({ cases }) => cases.length)),
    failures: countOf(suites, 'failure'),
    errors: countOf(suites, 'error'),
  };
}

function suiteElement(suite: Suite): Element {
  const { name, virtualNs, properties, cases } = suite;
  const skipped = countOf([suite], 'skipped');
  const attributes = { name, ...counts([suite]), skipped, time: seconds(virtualNs) };
  const known = properties.length === 0 ? [] : [{ name: 'properties', children: properties }];
  return { name: 'testsuite', attributes, children: [...known, ...cases] };
}

/** The root. What is skipped is not counted here: the schema of Jenkins knows no such attribute of it. */
export function suitesElement(report: Report, options: RenderOptions): Element {
  const scenarios = scenarioRuns(report.runs);
  const names = namesFor(scenarios, options);
  const suites = [
    ...stoppedSuites(report),
    ...scenarios.flatMap((scenario, nth) =>
      suitesOf(scenario, names[nth] ?? scenario.name, options),
    ),
  ];
  const time = seconds(sumOf(suites.map(({ virtualNs }) => virtualNs)));
  const attributes = { name: 'fault-sim', ...counts(suites), time };
  return { name: 'testsuites', attributes, children: suites.map(suiteElement) };
}
