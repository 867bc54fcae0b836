import { speltOut } from '../../base/text/cells.ts';
import type { Run } from '../../run/report/report.ts';
import type { Selection } from '../define.ts';

const plainWord = /^[A-Za-z0-9_./:@%+=,-]+$/;

/** A word as a shell reads it back; what a terminal would obey is spelt out as bash, zsh and ksh have it. */
function shellWord(word: string): string {
  if (plainWord.test(word)) return word;
  if (speltOut(word) !== word) return `$'${speltOut(word.replace(/[\\']/g, '\\$&'))}'`;
  return `'${word.split(`'`).join(`'\\''`)}'`;
}

/** A path as an argument: one that begins with a dash is no flag. */
function pathWord(path: string): string {
  return path.startsWith('-') && path !== '-' ? `./${path}` : path;
}

/** A cell's axes, `a=1,b=2`, as separate settings; a value may hold a comma. The seed has its own flag. */
export function cellSettings(cell: string | null): string[] {
  const settings = cell === null ? [] : cell.split(/,(?=[^,=]+=)/);
  return settings.filter((setting) => !setting.startsWith('seed='));
}

/** Where the file of a run is, as the user named it; the report only knows the file's own name. */
export function pathOf(
  run: Pick<Run, 'scenario' | 'file'>,
  selection: Selection | undefined,
): string {
  return selection?.pathOf?.(run) ?? selection?.paths.get(run.scenario) ?? run.file;
}

/** The command that runs exactly this run again. */
export function reproduceLine(
  run: Pick<Run, 'scenario' | 'file' | 'seed' | 'variant' | 'cell' | 'set' | 'phase' | 'steer'>,
  selection: Selection | undefined,
): string {
  const words = ['fault-sim', 'run', pathWord(pathOf(run, selection))];
  words.push('--seed', run.seed);
  if (run.steer !== null) words.push('--steer', run.steer);
  if (run.variant !== null) words.push('--variant', run.variant);
  for (const check of selection?.checks ?? []) words.push('--check', check);
  const axes = cellSettings(run.cell).filter((setting) => !run.set.includes(setting));
  for (const setting of [...axes, ...run.set]) words.push('--set', setting);
  if (run.phase) words.push('--phase');
  const most = selection?.maxEvents ?? null;
  if (most !== null) words.push('--max-events', String(most));
  return words.map(shellWord).join(' ');
}

/** The command that runs a whole scenario again as it was asked for. */
export function repeatLine(runs: readonly Run[], selection: Selection | undefined): string {
  const [run] = runs;
  if (run === undefined) return '';
  const only = <T>(values: readonly T[]): T | null =>
    new Set(values).size === 1 ? (values[0] ?? null) : null;
  const seed = only(runs.map((each) => each.seed));
  const path = selection?.pathOf?.(run);
  const sameFile = { pathOf: () => path };
  const whole = { ...run, variant: only(runs.map((each) => each.variant)), cell: null };
  const line = reproduceLine(
    whole,
    selection === undefined ? undefined : { ...selection, ...sameFile },
  );
  return seed === null ? line.replace(` --seed ${run.seed}`, '') : line;
}
