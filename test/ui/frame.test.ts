import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiGlyphs, unicodeGlyphs } from '../../src/base/text/glyphs.ts';
import { textWidth } from '../../src/base/text/width.ts';
import { chalkPaint } from '../../src/reports/text/paint.ts';
import { frame, type FrameModel } from '../../src/ui/frame.ts';
import { laneBits, Timeline } from '../../src/ui/timeline.ts';
import { expectGolden } from '../support/golden.ts';
import { type SampleOptions, viewsUpTo } from '../support/view-samples.ts';

function modelAt(seconds: number, over: Partial<FrameModel> = {}, samples: SampleOptions = {}) {
  const views = viewsUpTo(seconds * 1e9, 60, samples);
  const timeline = new Timeline(30e9);
  for (const view of views) timeline.add(view);
  const view = views.at(-1);
  if (view === undefined) throw new Error('no sample');
  const pace = { speed: 'x84', eventsPerSecond: 48_123, paused: false };
  return { view, timeline, pace, faults: true, detail: false, keys: true, ...over };
}

const persian: SampleOptions = { names: ['انبار', 'مشتری-۱', '客户-2'] };

const cases: readonly [string, FrameModel, number, number][] = [
  ['60', modelAt(12.34), 60, 24],
  ['80', modelAt(12.34), 80, 24],
  ['120', modelAt(12.34), 120, 24],
  ['200', modelAt(12.34), 200, 50],
  ['80x10-crowd', modelAt(12.34, {}, { quiet: 20 }), 80, 10],
  ['120-end', modelAt(30, { keys: false }), 120, 24],
  ['120-detail', modelAt(22, { detail: true }), 120, 24],
  ['120-without-faults', modelAt(22, { faults: false }), 120, 24],
  ['100-persian', modelAt(20.5, {}, persian), 100, 24],
];

describe('a frame', () => {
  it.each(cases)('%s', (name, model, columns, rows) => {
    expectGolden(`ui/${name}.txt`, `${frame(model, columns, rows, unicodeGlyphs).join('\n')}\n`);
  });

  it('has an ASCII form', () => {
    const lines = frame(modelAt(12.34), 80, 24, asciiGlyphs);
    expectGolden('ui/80-ascii.txt', `${lines.join('\n')}\n`);
    expect(lines.join('')).toMatch(/^[\u0020-\u007e]*$/);
  });

  it('explains every mark that a lane may have, however narrow the terminal is', () => {
    for (const columns of [60, 80, 120]) {
      const text = frame(modelAt(22, { detail: true }), columns, 24, unicodeGlyphs).join('\n');
      for (const word of ['sent', 'received', 'both', 'event', 'lost', 'nothing', 'paused'])
        expect(text).toContain(` ${word}`);
      expect(text).toContain('cut off');
      expect(text).toContain('blank down');
      expect(text).toContain('● now');
    }
  });

  it('says since when a node stands still from 80 columns on', () => {
    const text = frame(modelAt(12.34), 80, 24, unicodeGlyphs).join('\n');
    expect(text).toMatch(/paused \(gc\) since [0-9.]+s/);
  });

  it('leaves two rows and a column free in every terminal', () => {
    const size = {
      columns: fc.integer({ min: 21, max: 250 }),
      rows: fc.integer({ min: 3, max: 60 }),
    };
    const world = fc.record({ seconds: fc.integer({ min: 1, max: 30 }), quiet: fc.nat(30) });
    fc.assert(
      fc.property(fc.record(size), world, fc.boolean(), (terminal, { seconds, quiet }, detail) => {
        const model = modelAt(seconds, { detail }, { ...persian, quiet });
        const lines = frame(model, terminal.columns, terminal.rows, unicodeGlyphs);
        expect(lines.length).toBeLessThanOrEqual(terminal.rows - 2);
        expect(lines.filter((line) => textWidth(line) > terminal.columns - 1)).toEqual([]);
      }),
      { seed: 42, numRuns: 150 },
    );
  });

  it('keeps lanes under one another whatever script names are in', () => {
    const lines = frame(modelAt(12.34, {}, persian), 100, 24, unicodeGlyphs);
    const lanes = lines.slice(2, 5);
    const begins = lanes.map((line) => textWidth(line.slice(0, line.search(/[▴▾┿─]/))));
    expect(new Set(begins).size).toBe(1);
  });

  it('tells the members of a group apart where their names are too long', () => {
    const names = [
      'a-store-with-a-very-long-name',
      'a-client-of-the-store-1',
      'a-client-of-the-store-2',
    ] as const;
    const lines = frame(modelAt(12.34, {}, { names }), 60, 24, unicodeGlyphs);
    const shown = lines.map((line) => line.split(' ')[0]);
    expect(shown.slice(3, 6)).toEqual(['a-store-with-…', 'a-client-of…-1', 'a-client-of…-2']);
  });

  it('says the same in colour', () => {
    const model = modelAt(22);
    const coloured = frame(model, 100, 24, unicodeGlyphs, chalkPaint(1)).join('\n');
    // eslint-disable-next-line no-control-regex -- strips the codes that chalk wrote
    const bare = coloured.replace(/\u001b\[[0-9;]*m/g, '').replace(/ +$/gm, '');
    expect(bare).toBe(frame(model, 100, 24, unicodeGlyphs).join('\n'));
  });

  it('shows nodes with trouble when there is no room for all', () => {
    const lines = frame(modelAt(12.34, {}, { quiet: 20 }), 80, 14, unicodeGlyphs);
    expect(lines.some((line) => line.startsWith('client-1'))).toBe(true);
    expect(lines.some((line) => line.startsWith('client-2'))).toBe(true);
    expect(lines).toContainEqual(expect.stringMatching(/^\+\d+ quiet$/));
  });

  it('puts what broke first among the checks', () => {
    const lines = frame(modelAt(22), 60, 6, unicodeGlyphs);
    expect(lines.at(-1)).toMatch(/^✗ no-lost-write violated/);
  });
});

describe('a check whose name is written from right to left', () => {
  it.each([
    [null, '… \u2068انبار\u2069'],
    ['held', '✓ \u2068انبار\u2069'],
    ['violated', '✗ \u2068انبار\u2069 violated'],
    ['undecided', '? \u2068انبار\u2069 undecided'],
  ] as const)('has its mark before it, and its verdict %s behind it', (verdict, line) => {
    const model = modelAt(22);
    const view = { ...model.view, checks: [{ id: 'انبار', verdict, violation: null }] };
    expect(frame({ ...model, view, keys: false }, 60, 6, unicodeGlyphs).at(-1)).toBe(line);
  });

  it('is cut short, and what was judged of it is not', () => {
    const model = modelAt(22);
    const checks = [
      { id: 'a-name-of-a-check-that-is-long', verdict: 'violated', violation: null },
    ] as const;
    const view = { ...model.view, checks };
    const lines = frame({ ...model, view, keys: false }, 31, 6, unicodeGlyphs);
    expect(lines.at(-1)).toBe('✗ a-name-of-a-check-… violated');
  });
});

describe('a timeline', () => {
  it('keeps a pause that began and ended between two samples', () => {
    const [whole] = viewsUpTo(30e9, 1);
    if (whole === undefined) throw new Error('no sample');
    const timeline = new Timeline(30e9);
    timeline.add(whole);
    const isPausedAt = (seconds: number): boolean =>
      (timeline.bits('client-1', seconds * 1e9, seconds * 1e9 + 1) & laneBits.paused) !== 0;
    expect([4.9, 5, 12, 19.9, 20.1].map(isPausedAt)).toEqual([false, true, true, true, false]);
    expect(timeline.isTroubled('client-1')).toBe(true);
    expect(timeline.occurrences('gc')).toEqual([{ fromNs: 5e9, untilNs: 20e9 }]);
  });

  it('is the same however often it was sampled', () => {
    const often = modelAt(30).timeline;
    const rarely = new Timeline(30e9);
    for (const view of viewsUpTo(30e9, 3)) rarely.add(view);
    for (let cell = 0; cell < 100; cell += 1) {
      const stretch = [cell * 3e8, (cell + 1) * 3e8] as const;
      // Who is cut off is only known at samples; all else comes with its own instant.
      const [few, many] = [rarely, often].map((each) => each.bits('storage', ...stretch));
      expect((few ?? 0) & ~laneBits.cut).toBe((many ?? 0) & ~laneBits.cut);
    }
  });
});
