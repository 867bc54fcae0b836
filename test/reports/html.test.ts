import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html } from '../../src/reports/html.ts';
import { pageScript } from '../../src/reports/html/page-script.ts';
import type { Report } from '../../src/run/report/report.ts';
import { expectGolden } from '../support/golden.ts';
import { nestingFault, tagsOf } from '../support/markup-tags.ts';
import { leaseRun, reportOf, silentRuns } from '../support/report-fixtures.ts';

const surprise = (): Report => reportOf([leaseRun('unfenced', false), leaseRun('fenced', true)]);
const several = (): Report => reportOf([...surprise().runs, ...silentRuns()]);
const persian = (): Report =>
  reportOf([leaseRun('unfenced', true, ['مشتری-۱', 'مشتری-۲', '锁服务', '🗄️store'])]);
const stopped = (): Report => ({ ...surprise(), complete: false, stopped: 'max-events' });

/**
 * The same report with another text in place of each of its own, but for those that are words of
 * the format.
 */
function withTexts<T>(value: T, textOf: (text: string) => string): T {
  const words =
    /^(held|violated|safety|liveness|pass|fail|ns|millionths(\/s)?|ok|unknown|done|lost)$/;
  const kept = ['type', 'truth', 'outcome', 'unit', 'kind', 'verdict', 'schema'];
  const walk = (own: unknown, key: string): unknown => {
    if (typeof own === 'string') {
      return words.test(own) || kept.includes(key) ? own : textOf(own);
    }
    if (Array.isArray(own)) return own.map((each) => walk(each, key));
    if (typeof own !== 'object' || own === null) return own;
    return Object.fromEntries(Object.entries(own).map(([name, each]) => [name, walk(each, name)]));
  };
  return walk(value, '') as T;
}

const names = new Set(
  'html head meta title style body main header footer section div h1 h2 h3 p span bdi strong ul li table thead tbody tr th td pre code details summary dl dt dd a svg desc text g line path circle rect button select option noscript script'.split(
    ' ',
  ),
);
const attributes = new Set(
  'lang charset http-equiv content name class id scope role tabindex aria-label dir href xmlns width height viewBox x y x1 y1 x2 y2 cx cy r rx d text-anchor type title value data-row data-message data-bottom data-do data-filter aria-live'.split(
    ' ',
  ),
);

/** What a page must never have: another tag than ours, another attribute, something left open. */
function expectOurs(page: string): void {
  const tags = tagsOf(page);
  expect(tags.filter(({ name }) => !names.has(name))).toEqual([]);
  const keys = tags.flatMap((tag) => tag.attributes);
  expect(keys.filter(([key]) => !attributes.has(key))).toEqual([]);
  expect(keys.filter(([key, value]) => key === 'href' && !/^#scenario-\d+$/.test(value))).toEqual(
    [],
  );
  expect(nestingFault(tags)).toBeNull();
}

describe('the HTML report', () => {
  it('looks as it did', () => {
    expectGolden('reports/surprise.html', html.render(surprise()));
  });

  it.each([
    ['one scenario', surprise],
    ['several scenarios', several],
    ['names from right to left', persian],
    ['what was stopped', stopped],
    ['nothing at all', () => reportOf([])],
  ])('is well-formed and pure: %s', (_, report) => {
    const own = report();
    const page = html.render(own);
    expectOurs(page);
    expect(html.render(structuredClone(own))).toBe(page);

    expect(page.startsWith('<!DOCTYPE html>\n<html lang="en">')).toBe(true);
    expect(page.endsWith('</html>\n')).toBe(true);
  });

  it('loads nothing, and runs nothing but its own script', () => {
    const page = html.render(several());
    expect(page).toContain(
      'content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; script-src &#39;sha256-',
    );
    const bare = page.replace(`<script>${pageScript}</script>`, '');
    expect(bare.replaceAll('<script type="application/json">', '')).not.toMatch(/<script/i);
    expect(bare).not.toMatch(/javascript:|@import|url\(|src=/i);
    expect(bare.replaceAll('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:/);
  });

  it('has what its diagrams show as JSON, which no text in it can end', () => {
    const run = leaseRun('unfenced', false, ['</script><b>', '<!--', 'c', '\ud800']);
    const page = html.render(reportOf([run]));
    expectOurs(page);
    const [, json = ''] = /<script type="application\/json">(.*)<\/script>/.exec(page) ?? [];
    const told = JSON.parse(json) as {
      readonly rows: readonly { readonly [field: string]: unknown }[];
      readonly [field: string]: unknown;
    };
    expect(told).toMatchObject({
      scenario: run.scenario,
      variant: 'unfenced',
      seed: '42',
      digest: run.trace.digest,
      left: 0,
    });
    expect(told.rows).toHaveLength(run.story.length);
    expect(told.rows[0]).toMatchObject({ ...run.story[0], instant: '1.512s', causes: [] });
    expect(told.rows.at(-1)).toMatchObject({ checks: ['one-writer-at-a-time'] });
    expect(told.rows[2]).toMatchObject({ type: 'fault-began', nodes: ['</script><b>'] });
  });

  it('says the verdict first, then why, and how to run it again', () => {
    const page = html.render(surprise());
    const order = [
      '<title>FAIL lease-and-a-long-pause</title>',
      '>FAIL</span>',
      'one-writer-at-a-time: violated at 16.514s, expected held',
      'token 3 accepted after token 4',
      '<svg',
      'stop-the-world garbage collection',
      'fault-sim run lease-and-a-long-pause.yaml --seed 42 --variant unfenced',
    ].map((text) => page.indexOf(text));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('tells scenarios that are not as expected before the others, and folds those', () => {
    const page = html.render(reportOf([...silentRuns(), ...surprise().runs]));
    expect(page.indexOf('<section id="scenario-2"')).toBeGreaterThan(0);
    expect(page.indexOf('<details id="scenario-1"')).toBeGreaterThan(
      page.indexOf('<section id="scenario-2"'),
    );
  });

  it('explains only the verdicts that are in it', () => {
    const page = html.render(surprise());
    expect(page).toContain('<dt>violated</dt>');
    expect(page).not.toContain('<dt>vacuous</dt>');
  });

  it('lets no text of a report open a tag or leave an attribute', () => {
    const hostile = fc.oneof(
      fc.constantFrom(
        '<script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        "' onload='x",
        '</style><x-evil>',
        '</title></svg><x-evil a="',
        ']]>--><!--',
        '&lt;x-evil&gt;&#60;',
        '\u202e\u2066<x-evil>\u0000\ud800',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.stringMatching(/^[<>"'&/a-z =!-]{1,20}$/),
    );
    fc.assert(
      fc.property(
        fc.array(hostile, { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        (texts, many) => {
          let next = 0;
          const known = new Map<string, string>();
          const report = withTexts(many ? several() : surprise(), (text) => {
            if (!known.has(text)) known.set(text, (texts[next++ % texts.length] ?? '') + next);
            return known.get(text) ?? '';
          });
          expectOurs(html.render(report));
        },
      ),
      { seed: 42, numRuns: 40 },
    );
  });
});
