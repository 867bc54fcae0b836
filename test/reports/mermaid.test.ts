import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isolated, printable } from '../../src/base/text/cells.ts';
import { mermaid } from '../../src/reports/mermaid.ts';
import { mermaidText } from '../../src/reports/mermaid/escape.ts';
import type { Run } from '../../src/run/report/report.ts';
import { expectGolden } from '../support/golden.ts';
import {
  checkReport,
  faultReport,
  leaseRun,
  messageReport,
  reportOf,
  runReport,
  second,
  seen,
} from '../support/report-fixtures.ts';

const pair = () => reportOf([leaseRun('unfenced', true), leaseRun('fenced', true)]);

const diagramOf = (...runs: Run[]): string => mermaid.render(reportOf(runs));

/** What Mermaid reads as text, with nothing in it that it would read as anything else. */
const plainText = String.raw`(?:[^#;"<>&%$\x60\\{}@\n]|#\d+;|<br/>)*`;
const statement = new RegExp(
  `^(?:title: ${plainText}|participant p\\d+(?: as ${plainText})?|Note over p\\d+(?:,p\\d+)?: ${plainText}` +
    `|p\\d+(?:->>|-x|--\\))p\\d+: ${plainText}|rect rgba\\([\\d, .]+\\)|end)$`,
  'u',
);

/** The lines that are no statements of a diagram, and how many rectangles are not closed. */
function faultsIn(diagram: string): { readonly strange: string[]; readonly open: number } {
  const [first, ...lines] = diagram.split('\n').map((line) => line.trim());
  const last = lines.pop();
  const strange = lines.filter((line) => !statement.test(line));
  if (first !== 'sequenceDiagram' || last !== '') strange.unshift('not a diagram');
  const open = lines.reduce(
    (depth, line) => depth + (line.startsWith('rect ') ? 1 : line === 'end' ? -1 : 0),
    0,
  );
  return { strange, open };
}

const sound = { strange: [], open: 0 };

describe('the Mermaid report', () => {
  it('tells both runs of a pair', () => {
    expectGolden('reports/pair.mmd', mermaid.render(pair()));
  });

  it('draws what was received, what was said and what was lost', () => {
    const diagram = diagramOf(
      runReport({
        nodes: ['end', 'a b'],
        story: [
          seen(second, 'end', 'observed', 'got', { from: 'a b' }),
          seen(2 * second, 'end', 'observed', 'gave', { to: 'a b' }),
          seen(3 * second, 'a b', 'lost', 'vote', { from: 'end' }),
          seen(4 * second, 'end', 'observed', 'thought'),
          seen(5 * second, null, 'observed', 'all-quiet'),
        ],
      }),
    );
    expect(diagram).toContain('  participant p0 as end\n  participant p1 as a b\n');
    expect(diagram).toContain('  p1->>p0: 1.000s got from=a b\n');
    expect(diagram).toContain('  p0--)p1: 2.000s gave to=a b\n');
    expect(diagram).toContain('  p0-xp1: 3.000s vote is lost from=end\n');
    expect(diagram).toContain('  Note over p0: 4.000s thought\n');
    expect(diagram).toContain('  Note over p0,p1: 5.000s all-quiet\n');
    expect(faultsIn(diagram)).toEqual(sound);
  });

  it('draws messages where they come to their end, and not a second time what a field says', () => {
    const diagram = diagramOf(
      runReport({
        story: [seen(3 * second, 'n2', 'observed', 'got', { from: 'n1' })],
        messages: [
          messageReport(['n1', 'n2'], [second, second], { fate: 'lost', why: 'loss' }),
          messageReport(['n1', 'n2'], [2 * second, 3 * second], { message: 'put#1' }),
          messageReport(['n2', 'n1'], [4 * second, 0], {
            fate: 'untold',
            at: null,
            endSeq: null,
          }),
        ].map((message, nth) => (nth === 1 ? { ...message, endSeq: 0 } : message)),
      }),
    );
    expect(diagram.split('\n').slice(-5)).toEqual([
      '  p0-xp1: 1.000s put (lost: loss)',
      '  p0->>p1: 3.000s put#35;1, sent 2.000s',
      '  Note over p1: 3.000s got from=n1',
      '  p1--)p0: 4.000s put',
      '',
    ]);
    expect(faultsIn(diagram)).toEqual(sound);
  });

  it('nests the rectangles of faults that overlap, and names those that began unseen', () => {
    const fault = (id: string, from: number, until: number | null) =>
      faultReport(id, 'pause', { from: from * second, until: until && until * second });
    const edge = (type: string, id: string, at: number) =>
      seen(at * second, null, type, type, { id, fault: 'pause', targets: ['n1'] });
    const diagram = diagramOf(
      runReport({
        faults: [fault('a', 1, 4), fault('b', 2, 6), fault('c', 0, null), fault('step', 3, 3)],
        story: [
          edge('fault-began', 'a', 1),
          edge('fault-began', 'b', 2),
          seen(3 * second, 'n2', 'observed', 'seen'),
          edge('fault-ended', 'a', 4),
          seen(5 * second, 'n2', 'observed', 'last'),
        ],
      }),
    );
    const rows = diagram.split('\n').filter((line) => /rect|end$|seen|last|since/.test(line));
    expect(rows.map((line) => line.replace(/ rgba.*/, ''))).toEqual([
      '  rect',
      '    Note over p0: fault c since 0.000s: pause of n1',
      '    rect',
      '      rect',
      '        Note over p1: 3.000s seen',
      '      end',
      '    end',
      '    rect',
      '      Note over p1: 5.000s last',
      '    end',
      '  end',
    ]);
    expect(faultsIn(diagram)).toEqual(sound);
  });

  it('has at most 200 rows and 50,000 characters, and says what it leaves out', () => {
    const witness = (count: number, text: string) =>
      runReport({
        checks: [
          checkReport('many', {
            verdict: 'violated',
            at: second,
            witness: {
              why: 'too much',
              events: Array.from({ length: count }, (_, nth) =>
                seen(nth, 'n2', 'observed', 'heard', { from: 'n1', nth, text, more: text }),
              ),
            },
          }),
        ],
      });
    const many = diagramOf(witness(500, ''));
    expect(many.match(/->>/g)).toHaveLength(200);
    expect(many).toContain('  Note over p0,p1: 300 more events left out\n');
    expect(many).toContain('✗ 0.000s heard from=n1 nth=499');
    const long = diagramOf(witness(200, '#;'.repeat(20)));
    expect(long.length).toBeLessThan(50_000);
    expect(long).toMatch(/\d+ more events left out/);
    const several = diagramOf(witness(150, ''), { ...witness(150, ''), variant: 'other' });
    expect(several.match(/->>/g)).toHaveLength(200);
  });

  it('tells of several scenarios those that failed, and of none that there is nothing', () => {
    const other = { ...leaseRun('unfenced', false), scenario: 'other', file: 'other.yaml' };
    const diagram = mermaid.render(reportOf([leaseRun('fenced', true), other]));
    expect(diagram).toContain('title: FAIL 2 scenarios\n');
    expect(diagram).not.toContain('write-refused');
    expect(mermaid.render(reportOf([]))).toBe(
      'sequenceDiagram\n  title: PASS 0 scenarios\n  participant p0 as fault-sim\n  Note over p0: No run was finished.\n',
    );
    expect(diagramOf(runReport({}))).toContain('No event of this run was worth a row.');
  });

  it('keeps any text from being read as a statement', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string(),
      fc.constantFrom(
        'end',
        'wrap: x',
        'nowrap:x',
        '%%{init: 1}%%',
        'style a:#1;',
        'a\nend',
        '<br>',
      ),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const codes = mermaidText(text);
        expect(codes).toMatch(new RegExp(`^${plainText}$`, 'u'));
        expect(codes).not.toMatch(/^(no)?wrap:|:\S*#/);
        const decoded = codes.replace(/#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
        expect(decoded).toBe(isolated(printable(text).trim()));
      }),
      { seed: 1, numRuns: 500 },
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, (variant, why, word) => {
        const run = leaseRun('unfenced', false, [`${word}1`, `${word}2`, `${word}3`, `${word}4`]);
        const checks = run.checks.map((check) =>
          check.witness === null ? check : { ...check, witness: { ...check.witness, why } },
        );
        expect(faultsIn(diagramOf({ ...run, variant, scenario: word, checks }))).toEqual(sound);
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});
