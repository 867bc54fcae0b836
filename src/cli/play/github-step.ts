import type { Diagnostic } from '../../base/errors.ts';
import { printable } from '../../base/text/cells.ts';
import { type Annotation, commandLines } from '../../reports/github/command.ts';

/** Whether this is a step of GitHub Actions that wants to be told, though nobody asks for it by name. */
export function isGithubStep(env: NodeJS.ProcessEnv): boolean {
  return env['GITHUB_ACTIONS'] === 'true' && env['FAULT_SIM_GITHUB'] !== '0';
}

/** What stands on the command line or came through a pipe is in no file of the repository. */
function isFile(path: string): boolean {
  return path !== '-' && !path.startsWith('--');
}

function annotationOf(path: string, diagnostic: Diagnostic): Annotation {
  const { severity, place, code, message, suggestion, notes } = diagnostic;
  const file = place?.file ?? path;
  const said = [suggestion === null ? message : `${message}: ${suggestion}`, ...notes];
  return {
    severity,
    ...(isFile(file)
      ? { file: file.replace(/^(\.\/)+/, ''), line: place?.line ?? null, column: place?.column }
      : { file: null, line: null }),
    title: code,
    message: said.map(printable).join('\n'),
  };
}

/** What was found in a file, as annotations of its lines, where a step of GitHub Actions wants them. */
export function diagnosticAnnotations(
  path: string,
  diagnostics: readonly Diagnostic[],
  env: NodeJS.ProcessEnv,
): string {
  if (!isGithubStep(env)) return '';
  const annotations = diagnostics
    .filter(({ code }) => code !== 'E_MORE')
    .map((diagnostic) => annotationOf(path, diagnostic));
  return commandLines(annotations)
    .map((line) => `${line}\n`)
    .join('');
}
