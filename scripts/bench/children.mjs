import { execFile } from 'node:child_process';
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The path of a file that stands beside this one. */
export const beside = (name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Runs a script (of this folder, or by its path) in a process of its own; answers the JSON that it
 * prints.
 */
export async function askChild(script, question, flags = []) {
  const path = isAbsolute(script) ? script : beside(script);
  const args = [...flags, path, JSON.stringify(question)];
  const { stdout } = await execute(process.execPath, args).catch(({ stderr }) => {
    throw new Error(`${script} ${args.at(-1)}: ${/^\w*Error: .*$/m.exec(stderr)?.[0] ?? stderr}`);
  });
  return JSON.parse(stdout);
}

/** Runs one sort of child after the other, round by round, so that a busy minute meets them alike. */
export async function alternate(rounds, children) {
  const answers = Object.fromEntries(Object.keys(children).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, ask] of Object.entries(children)) answers[name].push(await ask());
  }
  return answers;
}

/** The middle one of some numbers; of an even count the mean of the middle two. */
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** How far the numbers lie apart, as a share of their median. */
export function spread(numbers) {
  return (Math.max(...numbers) - Math.min(...numbers)) / median(numbers);
}

/** A number with as many digits as mean something. */
export const rounded = (number) => Number(number.toPrecision(4));
