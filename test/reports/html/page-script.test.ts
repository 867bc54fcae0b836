import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { html } from '../../../src/reports/html.ts';
import { pageScript, pageScriptHash } from '../../../src/reports/html/page-script.ts';
import type { Run } from '../../../src/run/report/report.ts';
import { Browser, browserPath } from '../../support/browser.ts';
import {
  checkReport,
  leaseRun,
  messageReport,
  reportOf,
  runReport,
  second,
  seen,
} from '../../support/report-fixtures.ts';

describe('the script of a page', () => {
  it('is let in by its hash', () => {
    const hash = createHash('sha256').update(pageScript).digest('base64');
    expect(pageScriptHash).toBe(`sha256-${hash}`);
    expect(html.render(reportOf([]))).toContain(`script-src &#39;${pageScriptHash}&#39;`);
  });

  it('asks nobody for anything, reads no clock, and writes only text', () => {
    expect(pageScript).not.toMatch(
      /fetch|XMLHttp|import|WebSocket|Worker|eval|Function|innerHTML|outerHTML|document\.write|Date|random|storage|cookie|location|<\/?script|<!--/i,
    );
    expect(pageScript.length).toBeLessThan(15_000);
  });
});

/** Asks, is heard, answers; somebody else stands aside. */
function exchange(): Run {
  const asks = seen(second, 'a', 'observed', 'asks');
  const message = messageReport(['a', 'b'], [second, 2 * second]);
  const got = seen(2 * second, 'b', 'observed', 'got');
  const aside = seen(2 * second, 'c', 'observed', 'aside');
  const answer = messageReport(['b', 'a'], [2 * second, 3 * second]);
  const heard = seen(3 * second, 'a', 'observed', 'heard </script><b>');
  const witness = (event: typeof got) => ({ why: 'so', events: [event] });
  return runReport({
    nodes: ['a', 'b', 'c'],
    checks: [
      checkReport('one', { verdict: 'violated', at: 2 * second, witness: witness(got) }),
      checkReport('two', { verdict: 'violated', at: 3 * second, witness: witness(heard) }),
    ],
    story: [asks, got, aside, heard],
    messages: [message, answer],
  });
}

const path = browserPath();

describe.skipIf(path === null)('the page in a browser', () => {
  let browser: Browser;
  beforeAll(() => {
    browser = new Browser(path ?? '');
  });
  afterAll(() => browser.close());

  const rowsWith = (className: string): Promise<unknown> =>
    browser.evaluate(
      `[...new Set([...document.querySelectorAll('[data-row].${className}')].map((group) => Number(group.dataset.row)))].sort()`,
    );
  const said = (): Promise<unknown> =>
    browser.evaluate(`document.querySelector('.picked').textContent`);
  const boxes = (): Promise<unknown> =>
    browser.evaluate(
      `JSON.stringify([...document.querySelectorAll('main *:not(svg *, option, script)')].map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return [x + scrollX, y + scrollY, width, height];
      }))`,
    );

  it.each([1280, 420])(
    'shows the cone of a picked event and moves nothing, at %i pixels',
    async (wide) => {
      await browser.open(html.render(reportOf([exchange()])), wide, 900);
      const before = await boxes();
      expect(await browser.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(
        true,
      );
      const place = await browser.evaluate(
        `(() => {
        const line = document.querySelector('[data-row="1"] .time');
        line.scrollIntoView({ block: 'center' });
        const box = line.getBoundingClientRect();
        return [box.x + 5, box.y + 5];
      })()`,
      );
      const [x = 0, y = 0] = place as number[];
      await browser.click(x, y);
      expect(await rowsWith('picked-row')).toEqual([1]);
      expect(await rowsWith('past')).toEqual([0]);
      expect(await rowsWith('future')).toEqual([3]);
      expect(await said()).toContain('2.000s b: got');
      expect(await said()).toContain('1 event shown before it');
      expect(await boxes()).toBe(before);
      await browser.click(x, y);
      expect(await rowsWith('picked-row')).toEqual([]);
      expect(await said()).toContain('Pick an event');
    },
  );

  it('is usable with keys alone', async () => {
    await browser.open(html.render(reportOf([exchange()])), 1280, 900);
    await browser.evaluate(
      `document.querySelector('.story .scroll').focus({ preventScroll: true })`,
    );
    await browser.press('ArrowDown');
    await browser.press('ArrowDown');
    expect(await rowsWith('picked-row')).toEqual([1]);
    await browser.press('ArrowUp');
    expect(await rowsWith('picked-row')).toEqual([0]);
    const height = `document.querySelector('.story .scroll').offsetHeight`;
    const width = `document.querySelector('.story svg').getBoundingClientRect().width`;
    const [high, wide] = [await browser.evaluate(height), await browser.evaluate(width)];
    await browser.press('+');
    expect(await browser.evaluate(width)).toBeCloseTo(Number(wide) * 1.25, 3);
    expect(await browser.evaluate(height)).toBe(high);
    await browser.press('0');
    expect(await browser.evaluate(width)).toBe(wide);
    await browser.press('Escape');
    expect(await rowsWith('picked-row')).toEqual([]);
  });

  it('fades what is not about a node or a check', async () => {
    await browser.open(html.render(reportOf([exchange()])), 1280, 900);
    const choose = (what: string, value: string): Promise<unknown> =>
      browser.evaluate(`(() => {
        const select = document.querySelector('[data-filter=${what}]');
        select.value = '${value}';
        select.dispatchEvent(new Event('change'));
      })()`);
    await choose('node', 'c');
    expect(await rowsWith('out')).toEqual([0, 1, 3]);
    await choose('node', '');
    await choose('check', 'two');
    expect(await rowsWith('out')).toEqual([0, 1, 2]);
    expect(await said()).toContain('1 event of 4');
    await choose('check', '');
    expect(await rowsWith('out')).toEqual([]);
  });

  it('looks the same with a script and without, but for the tools', async () => {
    const page = html.render(reportOf([leaseRun('unfenced', false), exchange()]));
    const words = `document.querySelector('main').innerText.replaceAll(document.querySelector('.picked')?.textContent ?? '', '')`;
    await browser.open(page, 1280, 900);
    const told = String(await browser.evaluate(`document.querySelector('main').textContent`));
    expect(
      await browser.evaluate(`getComputedStyle(document.querySelector('.tools')).visibility`),
    ).toBe('visible');
    await browser.ask('Emulation.setScriptExecutionDisabled', { value: true });
    await browser.open(page, 1280, 900);
    expect(await browser.evaluate(`document.querySelector('main').textContent`)).toBe(told);
    expect(await browser.evaluate(words)).not.toContain('Pick an event');
    expect(
      await browser.evaluate(`getComputedStyle(document.querySelector('.tools')).display`),
    ).toBe('none');
    await browser.ask('Emulation.setScriptExecutionDisabled', { value: false });
  });

  it('breaks no rule that it gives itself', () => {
    expect(browser.complaints()).toEqual([]);
  });
});
