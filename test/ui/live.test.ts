import { beforeAll, describe, expect, it } from 'vitest';
import { buildLiveProcess, type LiveRun, runLive } from '../support/live-terminal.ts';

const clearScrollback = '\u001b[3J';
const clearScreen = '\u001b[2J';
const hideCursor = '\u001b[?25l';
const showCursor = '\u001b[?25h';

function expectUntouchedScrollback({ raw, lines }: LiveRun): void {
  expect(raw).not.toContain(clearScrollback);
  expect(raw).not.toContain(clearScreen);
  const before = lines.filter((line) => /^before \d+$/.test(line));
  expect(before).toEqual(Array.from({ length: 100 }, (_, index) => `before ${index + 1}`));
}

describe('the live view in a terminal', () => {
  beforeAll(buildLiveProcess);

  it('leaves the scrollback alone in a terminal of ten rows', async () => {
    const run = await runLive({ columns: 80, rows: 10, env: { LIVE_QUIET_NODES: '20' } });
    expect(run.code).toBe(0);
    expectUntouchedScrollback(run);
    expect(run.lines.filter((line) => line.includes('VIOLATION'))).toHaveLength(1);
    expect(run.lines.at(-1)).toBe('goodbye: end');
  });

  it('draws one picture, over and over in its place, and leaves the last one', async () => {
    const run = await runLive({ columns: 100, rows: 30 });
    const titles = run.lines.filter((line) => line.startsWith('lease-without-fencing'));
    expect(titles).toHaveLength(1);
    expect(titles[0]).toContain('t=30.000s / 30s');
    expect(run.lines.some((line) => line.includes('[space]'))).toBe(false);
    const gc = run.lines.find((line) => line.startsWith('gc '));
    expect(gc).toMatch(/^gc +┝━+┥$/);
  });

  it('gives the cursor back', async () => {
    const { raw } = await runLive({ columns: 80, rows: 24 });
    expect(raw).toContain(hideCursor);
    expect(raw.lastIndexOf(showCursor)).toBeGreaterThan(raw.lastIndexOf(hideCursor));
  });

  it('survives a terminal that becomes smaller than its picture', async () => {
    const run = await runLive({
      columns: 100,
      rows: 30,
      env: { LIVE_QUIET_NODES: '15', LIVE_STEPS: '60' },
      when: ['fault on   cable', (pty) => pty.resize(60, 8)],
    });
    expect(run.code).toBe(0);
    expect(run.raw).not.toContain(clearScrollback);
    expect(run.lines).toContain('before 1');
    expect(run.lines.at(-1)).toBe('goodbye: end');
  });

  it('leaves nothing of the wide picture in a terminal that became narrow', async () => {
    const run = await runLive({
      columns: 110,
      rows: 30,
      // So slowly that no frame is under way when the size changes.
      env: { LIVE_STEPS: '12', LIVE_EVERY_MS: '600' },
      when: ['fault on   cable', (pty) => setTimeout(() => pty.resize(62, 30), 300)],
    });
    expect(run.code).toBe(0);
    expectUntouchedScrollback(run);
    const of = (text: string) => run.lines.filter((line) => line.includes(text));
    expect(of('lease-without-fencing')).toHaveLength(1);
    expect(of('max skew')).toHaveLength(1);
    expect(of('fault on   gc')).toHaveLength(1);
  });

  it('hands Ctrl+C over as a key, because it is no signal here', async () => {
    const run = await runLive({
      columns: 80,
      rows: 24,
      env: { LIVE_WAIT: '1' },
      when: ['fault off  gc', (pty) => pty.write('\u0003')],
    });
    expect(run.code).toBe(0);
    expect(run.lines.at(-1)).toBe('goodbye: key interrupt');
    expectUntouchedScrollback(run);
  });

  it('hands over the keys that concern the run, and handles the others', async () => {
    const run = await runLive({
      columns: 100,
      rows: 24,
      env: { LIVE_WAIT: '1' },
      when: [
        'VIOLATION',
        async (pty) => {
          // Keys that arrive in one read are one paste to ink, so each waits for the one before.
          for (const key of [' ', '\u001b[C', '+', 'f', 'q']) {
            pty.write(key);
            await new Promise((resolve) => setTimeout(resolve, 120));
          }
        },
      ],
    });
    const keys = run.lines.filter((line) => /^(key|goodbye)/.test(line));
    expect(keys).toEqual(['key pause', 'key step', 'key faster', 'goodbye: key quit']);
    expect(run.lines.some((line) => line.startsWith('gc '))).toBe(false);
  });

  it('needs no keyboard', async () => {
    const run = await runLive({ columns: 80, rows: 24, withoutKeyboard: true });
    expect(run.code).toBe(0);
    expect(run.raw).not.toContain('[space]');
    expect(run.lines.at(-1)).toBe('goodbye: end');
  });

  it('is a plain story for screen readers', async () => {
    const env = { INK_SCREEN_READER: 'true' };
    const { raw, lines } = await runLive({ columns: 80, rows: 24, env });
    expect(raw).not.toContain('\u001b');
    expect(lines.slice(100)).toEqual([
      '[    5.000s] fault on   gc             pause of client-1',
      '[    5.000s] client-1   is paused      (gc)',
      '[    8.000s] fault on   cable          partition of client-2 -> storage',
      '[   11.000s] fault off  cable          partition of client-2 -> storage',
      '[   20.000s] fault off  gc             pause of client-1',
      '[   20.000s] client-1   runs again',
      '[   20.006s] VIOLATION  no-lost-write  token 33 after token 34',
      'goodbye: end',
    ]);
  });
});
