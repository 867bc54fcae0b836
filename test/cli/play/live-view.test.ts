import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { TerminalView } from '../../../src/cli/play/live-view.ts';
import type { Simulation } from '../../../src/run/simulation.ts';
import { Output } from '../../../src/cli/output.ts';

/** A view at a pace, on a terminal that nobody looks at. */
function viewAt(speed: number): TerminalView {
  const stream = Object.assign(new PassThrough(), { isTTY: false });
  const streams = { stdin: stream, stdout: stream, stderr: stream };
  return new TerminalView({
    terminal: {
      stdout: new Output(stream),
      stderr: new Output(stream),
      env: { INK_SCREEN_READER: 'true' },
      streams: streams as never,
    },
    colour: false,
    ascii: false,
    speed,
    framesPerSecond: 15,
    onInterrupt() {},
    onQuit() {},
  });
}

it('goes on from where it stood when the process was stopped for a while', () => {
  const view = viewAt(2);
  const simulation = { instantNs: 0 };
  const limitNs = (nowMs: number) => view.limitNs(simulation as Simulation, nowMs);
  expect(limitNs(1000)).toBe(0);
  expect(limitNs(1500)).toBe(1e9);
  simulation.instantNs = 1e9;
  expect(limitNs(61_500)).toBe(1e9);
  expect(limitNs(62_000)).toBe(2e9);
});
