import { readFileSync, readdirSync } from 'node:fs';
import { spawn } from '@lydell/node-pty';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, launcher } from '../support/built.ts';
import { scratch } from '../support/scratch.ts';
import { quietScenario } from '../support/small-scenarios.ts';

const folder = scratch();
const slow = folder.write('slow.yaml', quietScenario('slow').replace('5s', '60s'));

beforeAll(ensureBuilt);

/** A run in a terminal that is so slow that it must be stopped; acts when the picture is there. */
async function inTerminal(
  args: readonly string[],
  act: (terminal: { write(text: string): void; kill(signal?: string): void }) => void,
): Promise<{ readonly code: number; readonly screen: string }> {
  const env: Record<string, string | undefined> = { ...process.env, TERM: 'xterm-256color' };
  const terminal = spawn(process.execPath, [launcher, 'run', slow, ...args], {
    cols: 100,
    rows: 30,
    cwd: folder.path,
    env,
  });
  let screen = '';
  let acted = false;
  terminal.onData((text) => {
    screen += text;
    if (acted || !screen.includes('[q] quit')) return;
    acted = true;
    setTimeout(() => act(terminal), 200);
  });
  return await new Promise((resolve) => {
    terminal.onExit(({ exitCode, signal }) => {
      resolve({ code: signal ? 128 + signal : exitCode, screen });
    });
  });
}

const live = ['--ui', 'live', '--speed', '0.1x'];

describe('a run that is stopped', { timeout: 30_000 }, () => {
  it.each([
    [
      'Ctrl+C',
      130,
      'SIGINT',
      (terminal: { write(text: string): void }) => terminal.write('\u0003'),
    ],
    ['SIGTERM', 143, 'SIGTERM', (terminal: { kill(s?: string): void }) => terminal.kill('SIGTERM')],
  ] as const)('by %s reports what was played, and gives %i', async (_, wanted, reason, act) => {
    const file = folder.of(`${reason}.json`);
    const { code, screen } = await inTerminal([...live, '--reporter', `json=${file}`], act);
    expect(code).toBe(wanted);
    const report = JSON.parse(readFileSync(file, 'utf8'));
    expect(report).toMatchObject({ complete: false, stopped: reason });
    expect(report.runs[0].checks[0].verdict).toBe('undecided');
    expect(screen).toContain(`Stopped early (${reason})`);
    // The cursor is shown again.
    expect(screen.lastIndexOf('\u001b[?25h')).toBeGreaterThan(screen.lastIndexOf('\u001b[?25l'));
  });

  it('by the key that quits is not known, and so no success', async () => {
    const { code } = await inTerminal(live, (terminal) => terminal.write('q'));
    expect(code).toBe(4);
  });

  it('by the end of its terminal leaves nothing half-written, and the cursor shown', async () => {
    const args = [...live, '--events', folder.of('hung-up/events.ndjson')];
    const { code, screen } = await inTerminal(args, (terminal) => {
      expect(readdirSync(folder.of('hung-up'))).toHaveLength(1);
      terminal.kill('SIGHUP');
    });
    expect(code).toBe(129);
    expect(readdirSync(folder.of('hung-up'))).toEqual([]);
    expect(screen.lastIndexOf('\u001b[?25h')).toBeGreaterThan(screen.lastIndexOf('\u001b[?25l'));
  });

  it('by real time running out is not known either', async () => {
    const { code, screen } = await inTerminal([...live, '--max-wall', '500ms'], () => {});
    expect(code).toBe(4);
    expect(screen).toContain('Stopped early (max-wall)');
  });

  it('goes faster and slower, pauses and steps by keys, without a change of its trace', async () => {
    const digest = async (act: (terminal: { write(text: string): void }) => void) => {
      const file = folder.of('paced.json');
      const args = [
        '--ui',
        'live',
        '--speed',
        '10x',
        '--duration',
        '12s',
        '--reporter',
        `json=${file}`,
      ];
      expect((await inTerminal(args, act)).code).toBe(0);
      return JSON.parse(readFileSync(file, 'utf8')).runs[0].trace.digest;
    };
    const plain = await digest(() => {});
    const played = await digest((terminal) => {
      for (const [index, key] of [' ', '\u001b[C', 'd', ' ', '+', '+', '+'].entries()) {
        setTimeout(() => terminal.write(key), index * 60);
      }
    });
    expect(played).toBe(plain);
  });
});
