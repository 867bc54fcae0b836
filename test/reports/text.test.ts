import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiGlyphs } from '../../src/base/text/glyphs.ts';
import { textWidth } from '../../src/base/text/width.ts';
import type { RenderOptions } from '../../src/reports/define.ts';
import { text } from '../../src/reports/text.ts';
import { chalkPaint } from '../../src/reports/text/paint.ts';
import type { CheckReport, Report } from '../../src/run/report/report.ts';
import { expectGolden } from '../support/golden.ts';
import {
  attempt,
  checkReport,
  faultReport,
  leaseRun,
  ms,
  reportOf,
  runReport,
  second,
  seen,
  silentRuns,
} from '../support/report-fixtures.ts';

const pair = (): Report => reportOf([leaseRun('unfenced', true), leaseRun('fenced', true)]);
const set = ['nodes.store.config.fencing=true'];
const surprise = (): Report =>
  reportOf([{ ...leaseRun('unfenced', false), set }, leaseRun('fenced', true)]);
const persian = (): Report =>
  reportOf([leaseRun('unfenced', true, ['مشتری-۱', 'مشتری-۲', '锁服务', '🗄️store'])]);

/** Everything that is neither held nor violated, in one run. */
function doubtful(): Report {
  const run = runReport({
    scenario: 'nobody-can-tell',
    verdict: 'unknown',
    nodes: ['n1', 'n2', 'n3'],
    checks: [
      checkReport('answers', {
        kind: 'liveness',
        verdict: 'undecided',
        witness: { why: 'the run ended 2s before the time was up', events: [] },
      }),
      checkReport('never-asked', { verdict: 'vacuous', expected: ['vacuous'] }),
      checkReport('no-quorum', {
        kind: 'liveness',
        verdict: 'unachievable',
        expected: ['unachievable'],
      }),
      checkReport('too-many-dead', {
        verdict: 'out-of-model',
        observed: 'violated',
        expected: ['out-of-model', 'held'],
        at: 3 * second,
        witness: { why: 'a write was lost', events: [seen(3 * second, 'n2', 'lost', 'write')] },
      }),
    ],
    faults: [
      faultReport('dead', 'crash', { targets: ['n1', 'n3'], from: second, touched: 2 }),
      faultReport('late', 'loss', { targets: ['n1 -> n2'], from: 2 * second, touched: 0 }),
    ],
    coverage: [
      { id: 'dead', fault: 'crash', occurrences: 1, touched: 2, pool: false, note: null },
      {
        id: 'late',
        fault: 'loss',
        occurrences: 1,
        touched: 0,
        pool: false,
        note: 'n1 was down all the time',
      },
    ],
    story: [
      seen(second, 'n1', 'crashed', 'crashed', { change: 'crashed', why: 'host' }),
      seen(second, 'n3', 'crashed', 'crashed', { change: 'crashed', why: 'host' }),
      seen(2_500 * ms, 'n1', 'started', 'started', { change: 'up', why: null }),
    ],
    ledger: Array.from({ length: 40 }, (_, number) =>
      attempt({ number, truth: number % 3 === 0 ? 'dead' : 'lost' }),
    ),
    notes: ['n2 has no handler for gossip'],
  });
  return reportOf([run], { complete: false, stopped: 'max-events' });
}

/** Many seeds of one variant: one column, judged together. */
function seeds(): Report {
  const run = (seed: number) => {
    const lost = seed === 3;
    return runReport({
      scenario: 'canary',
      cell: `seed=${seed}`,
      seed: String(seed),
      checks: [
        checkReport('no-lost-write', {
          verdict: lost ? 'violated' : 'held',
          expected: ['violated'],
          at: lost ? second : null,
          witness: lost
            ? { why: 'write 7 is gone', events: [seen(second, 'n1', 'observed', 'applied')] }
            : null,
        }),
      ],
      metrics: [
        { id: 'reads', metric: 'count', unit: 'millionths', value: seed * 1_000_000, ...plain },
      ],
    });
  };
  return reportOf([1, 2, 3, 4, 5].map(run));
}

const plain = { series: null, everyNs: null, by: null } as const;

const selection = {
  paths: new Map([['lease-and-a-long-pause', 'scenarios/pauses/a lease.yaml']]),
  checks: ['one-writer-at-a-time'],
};

const cases: readonly [string, () => Report, RenderOptions?][] = [
  ['pair-60', pair, { columns: 60 }],
  ['pair-80', pair, { columns: 80 }],
  ['pair-plain', pair],
  ['pair-120', pair, { columns: 120 }],
  ['pair-200', pair, { columns: 200 }],
  ['pair-ascii', pair, { glyphs: asciiGlyphs }],
  ['surprise', surprise, { selection }],
  ['persian', persian],
  ['six-causes', () => reportOf(silentRuns())],
  ['six-causes-60', () => reportOf(silentRuns()), { columns: 60 }],
  ['doubtful', doubtful],
  ['seeds', seeds],
  ['several-scenarios', () => reportOf([...surprise().runs, ...silentRuns()]), { columns: 80 }],
];

describe('the text report', () => {
  it.each(cases)('%s', (name, report, options) => {
    expectGolden(`reports/${name}.txt`, text.render(report(), options));
  });

  it.each(cases)('%s has no line that is too wide and no escape codes', (_, report, options) => {
    const rendered = text.render(report(), options);
    const wide = rendered
      .split('\n')
      .filter((line) => !line.startsWith('  fault-sim run '))
      .filter((line) => textWidth(line) > (options?.columns ?? 100));
    expect(wide).toEqual([]);
    expect(rendered).not.toContain('\u001b');
    expect(rendered.endsWith('\n')).toBe(true);
  });

  it('says the same in colour', () => {
    const coloured = text.render(surprise(), { paint: chalkPaint(1) });
    expect(coloured).toContain('\u001b[31m');
    // eslint-disable-next-line no-control-regex -- strips the codes that chalk wrote
    expect(coloured.replace(/\u001b\[[0-9;]*m/g, '')).toBe(text.render(surprise()));
  });

  it('calls an expected violation a success, and an unexpected one not', () => {
    expect(text.render(pair())).toMatch(/^PASS .*\n8 verdicts in 2 variants, all as expected/);
    expect(text.render(pair())).toContain('✓ violated, as expected');
    expect(text.render(surprise())).toMatch(/^FAIL .*\n1 of 8 verdicts in 2 variants not as/);
    expect(text.render(surprise())).toContain('✗ violated');
  });

  it('judges several seeds as the report does: what some of them exercised is held', () => {
    const played = (...verdicts: CheckReport['verdict'][]) => {
      const runs = verdicts.map((verdict, seed) => {
        const checks = [checkReport('asked', { verdict })];
        return runReport({ cell: `seed=${seed}`, seed: String(seed), checks });
      });
      return text.render(reportOf(runs));
    };
    expect(played('held', 'vacuous', 'held')).toContain('1 verdict, all as expected');
    expect(played('held', 'vacuous', 'held')).toContain('asked   ✓ held in 2 of 3');
    expect(played('vacuous', 'vacuous')).toContain('asked   ✗ vacuous');
    expect(played('undecided', 'held', 'out-of-model')).toContain('✗ out-of-model in 1 of 3');
    expect(played('undecided', 'held')).toContain('? undecided in 1 of 2');
    const many = Array.from({ length: 1200 }, (_, nth) => (nth < 1100 ? 'held' : 'vacuous'));
    expect(played(...many)).toContain('✓ held in 1,100 of 1,200');
  });

  it('says of a fault that hit nothing that it did, and why', () => {
    expect(text.render(doubtful())).toContain('late hit nothing: n1 was down all the time');
  });

  it('names the target and the time of what happens once, also among many occurrences', () => {
    const cut = (nth: number) => {
      const [from, until] = [nth * second, (nth + 0.5) * second];
      return faultReport('cuts', 'partition', { targets: ['n1 -> n2'], from, until });
    };
    const crash = (nth: number) =>
      faultReport('boom', 'crash', { targets: [`n${nth}`], from: second, until: 2 * second });
    const once = { from: second, until: 4 * second };
    const run = runReport({
      faults: [
        ...Array.from({ length: 12 }, (_, nth) => cut(nth)),
        crash(1),
        crash(2),
        faultReport('slow', 'delay', { targets: ['n2 -> n1'], ...once }),
      ],
    });
    const rows = text.render(reportOf([run])).split('\n');
    const row = (id: string) => rows.find((line) => line.startsWith(`  ${id} `))?.split(/ {2,}/);
    expect(row('cuts')).toEqual(['', 'cuts', 'partition of n1 -> n2', '12 times', 'hit 12']);
    expect(row('boom')).toEqual(['', 'boom', 'crash', '2 times', 'hit 2']);
    expect(row('slow')).toEqual(['', 'slow', 'delay of n2 -> n1', '1.000s for 3s', 'hit 1']);
  });

  it('keeps names that are written from right to left from turning the sentence round them', () => {
    const run = runReport({
      verdict: 'fail',
      checks: [checkReport('همه', { verdict: 'violated', at: second })],
      faults: [faultReport('قطع', 'loss', { touched: 0 })],
    });
    const rendered = text.render(reportOf([run]));
    expect(rendered).toContain('✗ \u2068همه\u2069: violated at 1.000s, expected held');
    expect(rendered).toContain('? \u2068قطع\u2069 hit nothing');
  });

  it('gives a command that selects the failing run, quoted for a shell', () => {
    const command = `fault-sim run 'scenarios/pauses/a lease.yaml' --seed 42 --variant unfenced --check one-writer-at-a-time --set nodes.store.config.fencing=true`;
    expect(text.render(surprise(), { selection })).toContain(`\n  ${command}\n`);
  });

  it('spells out control characters instead of printing them', () => {
    const run = runReport({ summary: 'red \u001b[31m alert\u202e', notes: ['bell \u0007'] });
    const rendered = text.render(reportOf([run]));
    for (const steering of ['\u001b', '\u0007', '\u202e']) expect(rendered).not.toContain(steering);
    expect(rendered).toContain('\\u001b[31m');
  });

  it('passes arrows behind a lane that stands still', () => {
    const gc = faultReport('gc', 'pause', { targets: ['b'], from: second, until: 3 * second });
    const run = runReport({
      nodes: ['a', 'b', 'c'],
      faults: [gc],
      story: [
        seen(second, 'b', 'paused', 'paused', { change: 'paused', why: 'gc' }),
        seen(2 * second, 'c', 'observed', 'applied', { by: 'a' }),
        seen(3 * second, 'b', 'resumed', 'resumed', { change: 'resumed', why: null }),
        seen(4 * second, 'c', 'observed', 'applied', { by: 'a' }),
      ],
    });
    const lines = text.render(reportOf([run])).split('\n');
    expect(lines.find((line) => line.startsWith('    2.000s'))).toContain(
      '│───░──▸○   c: applied by=a',
    );
    expect(lines.find((line) => line.startsWith('    4.000s'))).toContain(
      '│───┼──▸○   c: applied by=a',
    );
  });

  it('fits every terminal', () => {
    const widths = fc.integer({ min: 40, max: 240 });
    fc.assert(
      fc.property(widths, fc.constantFrom(pair, persian, doubtful), (columns, report) => {
        const lines = text.render(report(), { columns }).split('\n');
        const commands = lines.filter((line) => line.startsWith('  fault-sim run '));
        const prose = lines.filter((line) => !commands.includes(line));
        expect(prose.filter((line) => textWidth(line) > columns)).toEqual([]);
      }),
      { seed: 42, numRuns: 60 },
    );
  });
});

describe('a story in which nothing happens on a node', () => {
  it('has no line for lanes, and none for their glyphs', () => {
    const cut = { id: 'cut', fault: 'route-withdrawal', targets: ['spine'] };
    const story = [
      seen(3 * second, null, 'fault-began', 'fault-began', cut),
      seen(7 * second, null, 'fault-ended', 'fault-ended', cut),
    ];
    const witness = { why: 'later was 0', events: [] };
    const broken = checkReport('later', { verdict: 'violated', at: 10 * second, witness });
    const said = text.render(reportOf([runReport({ checks: [broken], story, nodes: ['a'] })]));
    expect(said).toMatch(
      /later was 0\n\n +3\.000s {3}fault cut begins.*\n +7\.000s {3}fault cut ends\n\n\S/,
    );
    expect(said).not.toMatch(/ \n/);
  });
});
