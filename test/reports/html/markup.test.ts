import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { block, empty, escaped, inline } from '../../../src/reports/html/markup.ts';
import { nestingFault, tagsOf } from '../../support/markup-tags.ts';

describe('markup', () => {
  it('escapes text on its way into elements and attributes', () => {
    const text = `<b class="a">'&`;
    const safe = '&lt;b class=&quot;a&quot;&gt;&#39;&amp;';
    expect(inline('p', { title: text }, text).markup).toBe(`<p title="${safe}">${safe}</p>`);
  });

  it('takes what it made itself as it is, lists too, and leaves out what is not there', () => {
    const bold = inline('b', {}, 'x');
    expect(inline('p', { id: null }, bold, [' ', [bold]], null).markup).toBe(
      '<p><b>x</b> <b>x</b></p>',
    );
    expect(block('g', {}, null, empty('line', { x1: 3 })).markup).toBe('<g>\n<line x1="3"/>\n</g>');
  });

  it('spells out what would steer a reader, and replaces what no document may hold', () => {
    expect(escaped('a\u001b\u202eb')).toBe('a\\u001b\\u202eb');
    expect(escaped('a\ud800b\uffff')).toBe('a\ufffdb\ufffd');
    expect(escaped('🗄️ مشتری')).toBe('🗄️ مشتری');
  });

  it('lets no text open a tag', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[<>"'&/a-z =!-]{0,20}$/),
    );
    fc.assert(
      fc.property(text, (any) => {
        const { markup } = inline('p', { title: any }, any, inline('b', {}, any));
        const tags = tagsOf(markup);
        expect(tags.map(({ name }) => name)).toEqual(['p', 'b', 'b', 'p']);
        expect(nestingFault(tags)).toBeNull();
      }),
      { seed: 42, numRuns: 200 },
    );
  });
});
