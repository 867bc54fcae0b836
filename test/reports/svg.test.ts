import { describe, expect, it } from 'vitest';
import { svg } from '../../src/reports/svg.ts';
import { expectGolden } from '../support/golden.ts';
import { nestingFault, tagsOf } from '../support/markup-tags.ts';
import { leaseRun, reportOf, runReport } from '../support/report-fixtures.ts';

const surprise = reportOf([leaseRun('unfenced', false), leaseRun('fenced', true)]);

describe('the SVG report', () => {
  it('looks as it did', () => {
    expectGolden('reports/surprise.svg', svg.render(surprise));
  });

  it('is well-formed, in whole pixels, with every diagram inside the picture', () => {
    const tags = tagsOf(svg.render(surprise));
    expect(nestingFault(tags)).toBeNull();
    const pixels = tags.flatMap(({ attributes }) =>
      attributes.filter(([key]) => /^(x|y|x1|y1|x2|y2|cx|cy|r|width|height)$/.test(key)),
    );
    expect(pixels.filter(([, value]) => !/^-?\d+$/.test(value))).toEqual([]);
    const [whole, ...inner] = tags
      .filter(({ name, closes }) => name === 'svg' && !closes)
      .map(({ attributes }) => new Map(attributes));
    expect(inner).toHaveLength(2);
    for (const each of inner) {
      expect(Number(each.get('y')) + Number(each.get('height'))).toBeLessThanOrEqual(
        Number(whole?.get('height')),
      );
      expect(Number(each.get('width'))).toBeLessThanOrEqual(Number(whole?.get('width')));
    }
  });

  it('is as wide as its longest title', () => {
    const scenario = 'a-scenario-with-a-name-that-somebody-took-much-too-long-to-think-of-one-day';
    const [whole] = tagsOf(svg.render(reportOf([runReport({ scenario })])));
    const width = Number(new Map(whole?.attributes).get('width'));
    expect(width).toBeGreaterThan(scenario.length * 9);
  });

  it('says what each diagram is of, and that there is none', () => {
    const picture = svg.render(surprise);
    expect(picture).toContain('>FAIL lease-and-a-long-pause, unfenced</text>');
    expect(picture).toContain('>PASS lease-and-a-long-pause, fenced</text>');
    expect(svg.render(reportOf([]))).toContain('>PASS: nothing to draw</text>');
    expect(svg.render(reportOf([runReport({})]))).toContain('>PASS example</text>');
  });

  it('loads and runs nothing, and lets no name open a tag', () => {
    const name = '<script>"&\u202e';
    const picture = svg.render(reportOf([leaseRun('unfenced', true, [name, 'b', 'c', 'd'])]));
    expect(picture).not.toMatch(/<script|url\(|@import|href/i);
    expect(nestingFault(tagsOf(picture))).toBeNull();
  });
});
