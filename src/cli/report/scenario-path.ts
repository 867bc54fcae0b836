import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Run } from '../../run/report/report.ts';

/** Where the scenario of a run is: among those that were named, beside its report, or here. */
export function scenarioPath(
  report: string,
  { file }: Pick<Run, 'file'>,
  named: readonly string[],
): string | undefined {
  const found =
    named.find((path) => path.split('/').at(-1) === file) ??
    [join(dirname(report), file), file].find((path) => existsSync(path));
  return found?.replaceAll('\\', '/');
}
