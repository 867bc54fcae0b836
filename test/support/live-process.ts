// Runs in a terminal of its own: draws fake samples until it is told to stop, then says goodbye.
import { unicodeGlyphs } from '../../src/base/text/glyphs.ts';
import { momentLine } from '../../src/reports/moments.ts';
import { chalkPaint } from '../../src/reports/text/paint.ts';
import { startLive } from '../../src/ui/live.tsx';
import { viewsUpTo } from './view-samples.ts';

const quiet = Number(process.env['LIVE_QUIET_NODES'] ?? 0);
const steps = Number(process.env['LIVE_STEPS'] ?? 40);
const everyMs = Number(process.env['LIVE_EVERY_MS'] ?? 20);

for (let line = 1; line <= 100; line += 1) process.stderr.write(`before ${line}\n`);

const views = viewsUpTo(30e9, steps, { quiet });
let next = 0;

const live = startLive({
  terminal: process.stderr,
  keyboard: process.stdin.isTTY ? process.stdin : null,
  glyphs: unicodeGlyphs,
  paint: chalkPaint(1),
  framesPerSecond: 30,
  plain: process.env['INK_SCREEN_READER'] === 'true',
  describe: momentLine,
  onKey(key) {
    if (key === 'interrupt' || key === 'quit') void leave(`key ${key}`);
    else live.message(`key ${key}`);
  },
});

async function leave(why: string): Promise<void> {
  clearInterval(timer);
  await live.stop();
  process.stderr.write(`goodbye: ${why}\n`);
}

const timer = setInterval(() => {
  const view = views[next];
  next += 1;
  if (view !== undefined) live.sample(view, { speed: 'x12', eventsPerSecond: 1200, paused: false });
  else if (process.env['LIVE_WAIT'] !== '1') void leave('end');
}, everyMs);
