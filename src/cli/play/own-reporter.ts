import { relative } from 'node:path';
import { OwnCodeError, UsageError } from '../../base/errors.ts';
import type { Host } from '../../base/host.ts';
import { defineReporter, type Reporter } from '../../reports/define.ts';

/** What finds and loads a user's module, and calls what it gave. */
export interface Modules extends Pick<Host, 'readText' | 'loadModule'> {
  /** Whether it came to an end; else it was broken off. */
  endsInTime(action: () => void): boolean;
}

function isReporter(value: unknown): value is Reporter {
  return typeof value === 'object' && value !== null && (value as Reporter).kind === 'reporter';
}

/**
 * The reporter that a file of the user's own exports, as its default or as the only one. `word` is
 * the path as she wrote it, behind `flag`. Throws UsageError when the file cannot be loaded or has
 * no reporter.
 */
export async function ownReporter(
  word: string,
  modules: Modules,
  flag = '--reporter',
): Promise<Reporter> {
  const read = modules.readText(word);
  if ('problem' in read) throw new UsageError(`${flag} ${word}: ${read.why}`);
  const found = await modules.loadModule(word);
  if ('problem' in found) {
    const { file, line } = found;
    const place = file === null || line === null ? '' : ` (${relative('.', file)}:${line})`;
    throw new UsageError(`${flag} ${word} cannot be loaded: ${found.problem}${place}`);
  }
  const { default: usual, ...others } = found.exports;
  const all = isReporter(usual) ? [usual] : Object.values(others).filter(isReporter);
  const [reporter] = all;
  if (reporter === undefined || all.length > 1) {
    const count = all.length === 0 ? 'no reporter' : `${all.length} reporters and none as default`;
    throw new UsageError(`${flag} ${word} exports ${count}: export default defineReporter({…})`);
  }
  const textOf = (method: string, action: () => unknown): string => {
    let text: unknown;
    const ended = modules.endsInTime(() => (text = action()));
    if (!ended)
      throw new OwnCodeError(`${method} of ${word} did not come to an end and was broken off`);
    if (typeof text === 'string') return text;
    throw new UsageError(`${flag} ${word}: ${method} gave ${typeof text}, and not a text`);
  };
  return defineReporter({
    ...reporter,
    render: (report, options) => textOf('render', () => reporter.render(report, options)),
    ...(reporter.stepSummary === undefined
      ? {}
      : {
          stepSummary: (...given) => textOf('stepSummary', () => reporter.stepSummary?.(...given)),
        }),
  });
}
