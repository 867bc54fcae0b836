import { describe, expect, it, vi } from 'vitest';
import { faults } from '../../../src/library/faults/index.ts';
import {
  diagnosticJson,
  diagnosticsText,
  diagnosticText,
} from '../../../src/scenario/diagnostics/text.ts';
import { codes, isCode } from '../../../src/scenario/diagnostics/codes.ts';
import { load, people, wrongIn } from '../memory-host.ts';

const text = `${people}faults:\n  a: { fault: los, target: db }\n\tb: 1\n`.replace('\tb: 1\n', '');

describe('a diagnostic', () => {
  it('has a code frame, a suggestion beside the carets, notes and a path', async () => {
    const [diagnostic] = await wrongIn(text);
    const shown = diagnostic ? diagnosticText(diagnostic) : '';
    expect(shown).toContain(`expected one of: ${faults.names.slice(0, 9).join(', ')}, `);
    // The list itself grows with the shelf.
    expect(shown.replace(/(one of:) .* \(/, '$1 <names> (')).toBe(
      [
        'error[E_UNKNOWN_FAULT]: unknown fault "los"',
        ' --> s.yaml:8:15',
        '  |',
        '7 | faults:',
        '8 |   a: { fault: los, target: db }',
        '  |               ^^^ did you mean "loss"?',
        '  = expected one of: <names> (fault-sim list faults)',
        '  = path: /faults/a/fault',
      ].join('\n'),
    );
  });

  it('keeps its carets below wide and right-to-left text and tabs', async () => {
    const file = `${people}faults:\n  停: { fault: los, target: db }\n`;
    const [diagnostic] = await wrongIn(file);
    const lines = (diagnostic ? diagnosticText(diagnostic) : '').split('\n');
    expect(lines[4]).toBe('8 |   停: { fault: los, target: db }');
    expect(lines[5]).toBe('  |                ^^^ did you mean "loss"?');
  });

  it('looks at no more of a long line than is shown', async () => {
    const many = Array.from({ length: 3000 }, (_, at) => `f${at}: { fault: los, target: db }`);
    const told = await wrongIn(`${people}faults: { ${many.join(', ')} }\n`);
    const { split } = String.prototype;
    let longest = 0;
    vi.spyOn(String.prototype, 'split').mockImplementation(function (this: string, ...given) {
      longest = Math.max(longest, this.length);
      return split.apply(this, given);
    });
    const shown = told.slice(0, 9).map(diagnosticText);
    vi.restoreAllMocks();
    expect(shown[8]).toContain('...');
    expect(longest).toBeLessThan(5000);
  });

  it('spells out what would paint a terminal or move its cursor', async () => {
    const file = `${people}faults: { f: { fault: "l\\e[1mos", target: db } } # \u001b[31mred\u001b[0m\n`;
    const [diagnostic] = await wrongIn(file);
    const lines = (diagnostic ? diagnosticText(diagnostic) : '').split('\n');
    expect(lines[0]).toBe('error[E_UNKNOWN_FAULT]: unknown fault "l\\u001b[1mos"');
    expect(lines[4]).toBe(
      '7 | faults: { f: { fault: "l\\e[1mos", target: db } } # \\u001b[31mred\\u001b[0m',
    );
  });

  it('shows a long line round its place', async () => {
    const long = 'x'.repeat(300);
    const file = `${people}faults: { f: { summary: ${long}, fault: los, target: db } } # ${long}\n`;
    const [diagnostic] = await wrongIn(file);
    const lines = (diagnostic ? diagnosticText(diagnostic) : '').split('\n');
    expect(lines[1]).toBe(' --> s.yaml:7:334');
    expect(lines[4]).toBe(
      `7 | ...${'x'.repeat(48)}, fault: los, target: db } } # ${'x'.repeat(75)}...`,
    );
    expect(lines[5]?.indexOf('^^^')).toBe(lines[4]?.indexOf('los'));
  });

  it('is an object of plain JSON for machines', async () => {
    const [diagnostic] = await wrongIn(text);
    expect(diagnostic && diagnosticJson(diagnostic)).toEqual({
      code: 'E_UNKNOWN_FAULT',
      severity: 'error',
      file: 's.yaml',
      line: 8,
      column: 15,
      endLine: 8,
      endColumn: 18,
      path: '/faults/a/fault',
      message: 'unknown fault "los"',
      suggestion: 'did you mean "loss"?',
    });
  });

  it('without a place is a sentence with its notes', () => {
    const diagnostic = {
      code: 'E_NOT_FOUND',
      severity: 'error',
      message: 'there is no file "s.yaml"',
      place: null,
      path: null,
      suggestion: null,
      notes: ['a note'],
      excerpt: [],
    } as const;
    expect(diagnosticText(diagnostic)).toBe(
      'error[E_NOT_FOUND]: there is no file "s.yaml"\n  = a note',
    );
  });
});

describe('many diagnostics', () => {
  const many = `${people}faults: {${Array.from({ length: 30 }, (_, index) => ` f${index}: { fault: pause, target: no${index} }`).join(',')} }\n`;

  it('are told up to twenty, in the order of the text, and counted', async () => {
    const diagnostics = await wrongIn(many);
    expect(diagnostics).toHaveLength(21);
    const printed = diagnosticsText('s.yaml', diagnostics).split('\n');
    expect(printed.slice(-3)).toEqual(['and 10 more', 's.yaml: 30 errors', '']);
  });

  it('count errors and warnings apart', async () => {
    const { warnings } = await load(`${people}x-a: &a 1\n`);
    expect(diagnosticsText('s.yaml', warnings).split('\n').at(-2)).toBe('s.yaml: 1 warning');
    expect(diagnosticsText('s.yaml', [])).toBe('');
  });
});

describe('codes', () => {
  it('stand in order, and each has a paragraph', () => {
    const names = Object.keys(codes);
    expect(names.filter((name) => name.startsWith('E_'))).toEqual(
      names.filter((name) => name.startsWith('E_')).toSorted((a, b) => (a < b ? -1 : 1)),
    );
    for (const paragraph of Object.values(codes)) expect(paragraph).toMatch(/^[`A-Z].{15,}[.)]$/s);
    expect([isCode('E_YAML'), isCode('E_NO_SUCH')]).toEqual([true, false]);
  });
});
