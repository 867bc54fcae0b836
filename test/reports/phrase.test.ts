import { describe, expect, it } from 'vitest';
import { faultPhrase, phrase } from '../../src/reports/phrase.ts';
import type { Value } from '../../src/base/units.ts';
import { html } from '../../src/reports/html.ts';
import { junit } from '../../src/reports/junit.ts';
import { markdown } from '../../src/reports/markdown.ts';
import { mermaid } from '../../src/reports/mermaid.ts';
import { svg } from '../../src/reports/svg.ts';
import { text } from '../../src/reports/text.ts';
import type { Report } from '../../src/run/report/report.ts';
import { checkReport, faultReport, reportOf, runReport, seen } from '../support/report-fixtures.ts';

const second = 1_000_000_000;

describe('a fault that is over at once', () => {
  const jump = faultReport('jump', 'clock-jump', { from: 6 * second, until: 6 * second });

  it('has no length', () => {
    expect(faultPhrase(jump)).toBe('clock-jump of n1');
    expect(faultPhrase({ ...jump, until: 8 * second })).toBe('clock-jump of n1 for 2s');
    const said = text.render(reportOf([runReport({ faults: [jump] })]));
    expect(said).toMatch(/clock-jump of n1 +6\.000s +hit 1/);
  });
});

describe('a fault between fifty nodes', () => {
  const nodes = Array.from({ length: 50 }, (_, index) => `n${index + 1}`);
  const between = (cuts: (from: string, to: string) => boolean): string[] =>
    nodes.flatMap((from) =>
      nodes.flatMap((to) => (from !== to && cuts(from, to) ? [`${from} -> ${to}`] : [])),
    );

  it('names the first few of each side', () => {
    const targets = between((from, to) => (from === 'n7') !== (to === 'n7'));
    expect(faultPhrase(faultReport('cut', 'partition', { targets }))).toBe(
      'partition of n1, n2, n3, n4, n5, n6 and 43 more | n7',
    );
  });

  it('names the first few sides', () => {
    const targets = between(() => true);
    expect(faultPhrase(faultReport('lossy', 'loss', { targets }))).toBe(
      'loss of n1 | n2 | n3 | n4 | n5 | n6 and 44 more',
    );
  });
});

describe('an operation that ends', () => {
  const ended = (outcome: Value): string =>
    phrase(seen(3 * second, 'c1', 'completed', 'read', { number: 0, outcome, began: second }));

  it('tells what its client was answered', () => {
    expect(ended({ status: 'ok', value: { value: 'x', version: 3 } })).toBe(
      'c1: read #0 ends: ok value=x version=3 after 2s',
    );
    expect(ended({ status: 'ok', value: {} })).toBe('c1: read #0 ends: ok after 2s');
    expect(ended({ status: 'fail', error: 'taken' })).toBe(
      'c1: read #0 ends: fail (taken) after 2s',
    );
  });
});

describe('occurrences of a fault that overlap', () => {
  const target = (at: number, type: string, node: string) =>
    seen(at, null, type, type, { id: 'gc', fault: 'pause', targets: [node] });
  const faults = [
    faultReport('gc', 'pause', { targets: ['n1'], from: second, until: 9 * second }),
    faultReport('gc', 'pause', { targets: ['n2'], from: 2 * second, until: 4 * second }),
  ];

  it('are told apart where they begin and end', () => {
    const story = [
      target(second, 'fault-began', 'n1'),
      target(2 * second, 'fault-began', 'n2'),
      target(4 * second, 'fault-ended', 'n2'),
      target(9 * second, 'fault-ended', 'n1'),
    ];
    const lines = text.render(reportOf([runReport({ faults, story })])).split('\n');
    const said = lines.filter((line) => line.includes('fault gc'));
    expect(said.map((line) => line.replace(/^.*fault gc/, 'fault gc'))).toEqual([
      'fault gc begins: pause of n1 for 8s',
      'fault gc begins: pause of n2 for 2s',
      'fault gc ends (pause of n2)',
      'fault gc ends',
    ]);
  });
});

describe('a check that could not decide', () => {
  it('says why beside its verdict', () => {
    const notes = ['answers is undecided: the check itself failed: oops'];
    const checks = [checkReport('answers', { verdict: 'undecided' })];
    expect(text.render(reportOf([runReport({ checks, notes })]))).toMatch(
      /\? answers: undecided, expected held\n +the check itself failed: oops\n/,
    );
  });
});

describe('numbers that programs declare as times', () => {
  const units = {
    events: { measured: { took: 'duration', wall: 'instant' } },
    messages: { wait: { patience: 'duration' }, 'wait-reply': { waited: 'duration' } },
  } as const;

  it('are written as lengths of time and as what a clock showed', () => {
    const data = { count: 61_000_000_000, took: -249_991_685, wall: 60_250_000_001 };
    const measured = seen(second, 'a', 'observed', 'measured', data);
    expect(phrase(measured, units)).toBe(
      'a: measured count=61000000000 took=-249.991685ms wall=60.250000001s',
    );
    // A report of before says nothing of units; a point of that name is not the event.
    expect(phrase(measured)).toContain('took=-249991685');
    expect(phrase({ ...measured, type: 'point' }, units)).toContain('took=-249991685');
    // Somebody's own file may hold what no clock shows.
    const odd = { took: 1.5, wall: null, toString: 3 };
    expect(phrase({ ...measured, data: odd }, units)).toBe('a: measured took=1.5 toString=3');
  });

  it('are so in what is asked and in what is answered', () => {
    const body = { patience: 1_500_000_000 };
    const outcome = { status: 'ok', value: { waited: 2_000_000 } };
    expect(phrase(seen(second, 'c', 'invoked', 'wait', { number: 0, body }), units)).toBe(
      'c asks for wait #0 patience=1.5s',
    );
    expect(phrase(seen(second, 'c', 'completed', 'wait', { number: 0, outcome }), units)).toBe(
      'c: wait #0 ends: ok waited=2ms',
    );
  });

  it('are so in the text, the page and the diagram of a saved report, and its evidence', () => {
    const data = { took: 2_460_000, wall: 61_000_000_000 };
    const told = seen(second, 'n1', 'observed', 'measured', data);
    const witness = { why: 'it took long', events: [told] };
    const broken = checkReport('quick', { verdict: 'violated', at: second, witness });
    const report = reportOf([runReport({ checks: [broken], story: [told], units })]);
    for (const reporter of [text, html, mermaid, svg, markdown, junit]) {
      const said = reporter.render(JSON.parse(JSON.stringify(report)) as Report);
      expect(said).toContain('took=2.46ms');
      expect(said).not.toContain('took=2460000');
    }
  });
});
