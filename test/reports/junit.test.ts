import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { junit } from '../../src/reports/junit.ts';
import type { RenderOptions } from '../../src/reports/define.ts';
import type { CheckReport, Report } from '../../src/run/report/report.ts';
import { expectGolden } from '../support/golden.ts';
import { countProblems, schemaProblems } from '../support/junit-schema.ts';
import {
  checkReport,
  faultReport,
  leaseRun,
  reportOf,
  runReport,
  second,
  seen,
  silentRuns,
} from '../support/report-fixtures.ts';
import { parseXml, type XmlElement } from '../support/xml-document.ts';

const pair = (expected = true): Report =>
  reportOf([leaseRun('unfenced', expected), leaseRun('fenced', true)]);
const persian = (): Report =>
  reportOf([leaseRun('unfenced', false, ['مشتری-۱', 'مشتری-۲', '锁服务', '🗄️store'])]);

/** A check in the cells and seeds of a matrix. */
function matrix(...verdicts: CheckReport['verdict'][]): Report {
  const runs = verdicts.map((verdict, nth) => {
    const checks = [checkReport('asked', { verdict })];
    return runReport({ cell: `links.defaults.latency=1ms,seed=${nth}`, seed: String(nth), checks });
  });
  return reportOf(runs);
}

const undecided = (over: Partial<Report> = {}): Report =>
  reportOf(
    [
      runReport({
        verdict: 'unknown',
        stopped: over.stopped ?? null,
        checks: [checkReport('answers', { kind: 'liveness', verdict: 'undecided' })],
        notes:
          over.stopped === undefined ? ['answers is undecided: the run ended 2s too early'] : [],
      }),
    ],
    over,
  );

const selection = {
  paths: new Map([['lease-and-a-long-pause', 'scenarios/pauses/a lease.yaml']]),
  checks: [],
};

const cases: readonly [string, () => Report, RenderOptions?][] = [
  ['as-expected', () => pair()],
  ['failing', () => pair(false), { selection }],
  ['persian', persian],
  ['seeds', () => matrix('held', 'violated', 'vacuous')],
  ['undecided', () => undecided()],
  ['stopped', () => undecided({ complete: false, stopped: 'max-events' })],
  ['many-variants', () => reportOf(silentRuns())],
];

const rendered = (report: Report, options?: RenderOptions): XmlElement =>
  parseXml(junit.render(report, options));

/** All elements of a name, anywhere. */
const all = (element: XmlElement, name: string): XmlElement[] => [
  ...(element.name === name ? [element] : []),
  ...element.children.flatMap((child) => all(child, name)),
];

describe('the JUnit report', () => {
  it.each(cases)(
    '%s keeps to the schema of Jenkins, and its counts are right',
    (name, report, options) => {
      const root = rendered(report(), options);
      expect(schemaProblems(root)).toEqual([]);
      expect(countProblems(root)).toEqual([]);
      expectGolden(`reports/junit/${name}.xml`, junit.render(report(), options));
    },
  );

  it('has a suite for each variant, and names no two cases alike', () => {
    const root = rendered(reportOf([...pair().runs, ...matrix('held', 'held').runs]));
    expect(root.children.map(({ attributes }) => attributes['name'])).toEqual([
      'lease-and-a-long-pause/unfenced',
      'lease-and-a-long-pause/fenced',
      'example',
    ]);
    const names = all(root, 'testcase').map(
      ({ attributes }) => `${attributes['classname']} ${attributes['name']}`,
    );
    expect(names).toContain('lease-and-a-long-pause.fenced tokens-only-grow [seed=42]');
    expect(names).toContain('example asked [links.defaults.latency=1ms, seed=1]');
    expect(new Set(names).size).toBe(names.length);
  });

  it('tells scenarios of one name apart, by their paths or by their order', () => {
    const runs = ['a.yaml', 'b.yaml', 'b.yaml'].map((file) => runReport({ file }));
    const root = rendered(reportOf(runs));
    const shown = all(root, 'testcase').map(({ attributes }) => attributes['classname']);
    expect(shown).toEqual(['example (a_yaml)', 'example (b_yaml)', 'example (b_yaml) 2']);
  });

  it('says of a failure what was expected, what came, why, and how to see it again', () => {
    const [failure, another] = all(rendered(pair(false), { selection }), 'failure');
    expect(another).toBe(undefined);
    expect(failure?.attributes).toEqual({
      type: 'violated',
      message: 'violated at 16.514s, expected held: token 3 accepted after token 4',
    });
    expect(failure?.text).toMatch(/write-accepted .*token=4\n.*write-accepted .*token=3\n/);
    expect(failure?.text).toContain("fault-sim run 'scenarios/pauses/a lease.yaml' --seed 42");
  });

  it('calls an expected violation a success, and shows it', () => {
    const root = rendered(pair());
    expect(all(root, 'failure')).toEqual([]);
    expect(all(root, 'system-out').map(({ text }) => text.split('\n')[0])).toEqual([
      'violated at 16.514s, as expected',
    ]);
  });

  it('calls what is undecided an error of the type unknown', () => {
    const [error] = all(rendered(undecided()), 'error');
    expect(error?.attributes).toEqual({
      type: 'unknown',
      message: 'undecided, expected held: the run ended 2s too early',
    });
  });

  it('lets a seed that nothing put to the test be decided by the others', () => {
    const [skipped] = all(rendered(matrix('held', 'vacuous')), 'skipped');
    expect(skipped?.attributes['message']).toBe(
      'vacuous, expected held: nothing put it to the test',
    );
    expect(skipped?.text).toContain('another one decides');
    expect(all(rendered(matrix('vacuous', 'vacuous')), 'failure')).toHaveLength(2);
  });

  it('is never green when it was stopped, even where all that was played is as expected', () => {
    const root = rendered(reportOf([runReport({})], { complete: false, stopped: 'SIGINT' }));
    expect(root.attributes).toMatchObject({ tests: '2', failures: '0', errors: '1' });
    expect(all(root, 'error')[0]?.attributes['message']).toMatch(/^Stopped early \(SIGINT\): /);
    const cut = rendered(undecided({ complete: false, stopped: 'max-events' }));
    expect(all(cut, 'error')[1]?.attributes['message']).toContain('stopped early (max-events)');
    expect(all(cut, 'property').map(({ attributes }) => attributes['value'])).toContain(
      'max-events',
    );
  });

  it('counts virtual time: of a violation up to it, and none of a run that did not end', () => {
    const timeOf = (element: XmlElement | undefined) => element?.attributes['time'];
    const root = rendered(pair());
    expect([timeOf(root), ...root.children.map(timeOf)]).toEqual(['120', '60', '60']);
    expect(all(root, 'testcase').map(timeOf).slice(0, 2)).toEqual(['16.514', '60']);
    const short = rendered(reportOf([runReport({ durationNs: second + 1 })]));
    expect(timeOf(short)).toBe('1.000000001');
    const cut = rendered(undecided({ complete: false, stopped: 'max-events' }));
    expect(timeOf(all(cut, 'testcase')[1])).toBe(undefined);
  });

  it('has seed, digest and what the faults did as properties, of each run where there are several', () => {
    const faults = [faultReport('boom', 'crash')];
    const runs = [1, 2].map((seed) =>
      runReport({ cell: `seed=${seed}`, seed: String(seed), faults, set: ['duration=9s'] }),
    );
    const properties = all(rendered(reportOf(runs)), 'property').map(
      ({ attributes }) => attributes,
    );
    expect(properties.map(({ name }) => name)).toEqual([
      'file',
      'faults',
      ...[1, 2].flatMap((seed) =>
        ['seed', 'digest', 'set'].map((name) => `${name} [seed=${seed}]`),
      ),
    ]);
    expect(properties[1]?.['value']).toBe('boom: crash, hit 2');
    const one = all(rendered(reportOf(runs.slice(0, 1))), 'property');
    expect(one.map(({ attributes }) => attributes['name'])).toEqual([
      'file',
      'faults',
      'seed',
      'digest',
      'set',
    ]);
  });

  it('shows the last events of long evidence', () => {
    const events = Array.from({ length: 100 }, (_, nth) =>
      seen(nth * second, 'n1', 'observed', `e${nth}`),
    );
    const checks = [checkReport('long', { verdict: 'violated', witness: { why: 'so', events } })];
    const [failure] = all(rendered(reportOf([runReport({ checks })])), 'failure');
    expect(failure?.text).toContain('\n70 earlier events left out\n');
    expect(failure?.text).toMatch(/ e70\n[^]* e99\n/);
  });

  it('stays a document whatever names and texts hold', () => {
    const anyText = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 });
    const hostile = fc
      .tuple(
        anyText,
        fc.constantFrom('', ']]>', '<!--', '"/><x a="', '&#0;', '\u001b[2J', '\ud800'),
      )
      .map(([units, sting]) => String.fromCharCode(...units) + sting);
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 6, maxLength: 6 }), (texts) => {
        const [scenario = '', variant = '', id = '', why = '', node = '', set = ''] = texts;
        const witness = { why, events: [seen(second, node, 'observed', why, { [id]: node })] };
        const checks = [checkReport(id, { verdict: 'violated', witness })];
        const run = runReport({ scenario, variant, cell: set, set: [set], file: node, checks });
        const root = rendered(reportOf([run]));
        expect(schemaProblems(root)).toEqual([]);
        expect(countProblems(root)).toEqual([]);
        expect(all(root, 'failure')).toHaveLength(1);
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});
