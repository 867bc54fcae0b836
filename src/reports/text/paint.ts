import { Chalk, type ColorSupportLevel } from 'chalk';
import type { Paint } from '../../base/text/paint.ts';

/** Colours of an explicit level (0: none, 1: 16, 2: 256, 3: all); nothing is detected. */
export function chalkPaint(level: ColorSupportLevel): Paint {
  const chalk = new Chalk({ level });
  return {
    good: (text) => chalk.green(text),
    bad: (text) => chalk.red.bold(text),
    doubt: (text) => chalk.yellow(text),
    fault: (text) => chalk.magenta(text),
    strong: (text) => chalk.bold(text),
    quiet: (text) => chalk.dim(text),
  };
}
