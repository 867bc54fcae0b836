import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementLines, xmlAttribute, xmlText } from '../../../src/reports/junit/xml.ts';
import { parseXml } from '../../support/xml-document.ts';

/** Any code units: controls, halves of pairs, and what XML gives a meaning. */
const anyText = fc.oneof(
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.constantFrom(
        ...'<>&"\'\t\n\r]\u0000\u001b\u0085\u2028\ud800\udc00\ufffe\uffff۱😀a'.split(''),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

/** Character by character what is left of a text, by another road than the pattern. */
const writable = (text: string): string =>
  [...text]
    .filter((character) => {
      const code = character.codePointAt(0) ?? 0;
      if (code < 0x20) return code === 9 || code === 10 || code === 13;
      if (code >= 0x7f && code <= 0x9f) return false;
      return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
    })
    .join('');

describe('XML', () => {
  it('escapes what has a meaning, and takes out what has no place', () => {
    expect(xmlText('a<b>&"]]>\r\n\u0000\u001b[31m\ud800')).toBe(
      'a&lt;b&gt;&amp;"]]&gt;&#13;\n[31m',
    );
    expect(xmlAttribute('"<&>\t\n\r\udfff\uffff😀')).toBe('&quot;&lt;&amp;&gt;&#9;&#10;&#13;😀');
  });

  it('writes an element, what is in it, and text with its own lines', () => {
    const child = { name: 'b', attributes: { k: 1 }, text: 'x\ny' };
    expect(elementLines({ name: 'a', children: [child, { name: 'c' }] })).toEqual([
      '<a>',
      '  <b k="1">x\ny</b>',
      '  <c/>',
      '</a>',
    ]);
  });

  it('gives any text back, without what XML cannot hold', () => {
    fc.assert(
      fc.property(anyText, anyText, (key, text) => {
        const [line] = elementLines({ name: 'a', attributes: { key }, text });
        const parsed = parseXml(`<?xml version="1.0" encoding="UTF-8"?>\n${line}\n`);
        expect(parsed.attributes['key']).toBe(writable(key));
        expect(parsed.text).toBe(writable(text));
      }),
      { seed: 11, numRuns: 2000 },
    );
  });
});
