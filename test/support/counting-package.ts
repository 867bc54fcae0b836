import type { Scratch } from './scratch.ts';

/**
 * Writes a package that counts its calls, over all runs of a process: packages are loaded once. Answers
 * the line that imports `count`, for programs of that folder.
 */
export function countingPackage(folder: Scratch): string {
  folder.write('node_modules/counting/package.json', '{"name": "counting", "main": "index.js"}');
  folder.write('node_modules/counting/index.js', 'let n = 0; exports.count = () => (n += 1);');
  return "import { count } from 'counting';";
}
