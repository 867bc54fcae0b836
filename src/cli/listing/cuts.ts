import { wrapCells } from '../../base/text/cells.ts';
import { UsageError } from '../../base/errors.ts';
import { canonicalJson } from '../../base/json/json.ts';
import { quorumCuts } from '../../run/quorum-cuts.ts';
import type { QuorumCuts } from '../../run/quorum-cuts.ts';
import type { CommandBody } from '../command.ts';
import { exitCode } from '../exit-code.ts';
import { NodeHost } from '../host/host.ts';
import { loadedText, loadTarget } from '../play/loading.ts';
import { runKey } from '../play/run-key.ts';
import { targetsOf } from '../play/targets.ts';

/** What `fault-sim explain cuts --json` answers. */
export interface CutsAnswer {
  readonly schema: 'fault-sim.cuts/1';
  /** No more than so many at a time were looked at. */
  readonly most: number;
  readonly runs: readonly { readonly run: string; readonly groups: readonly QuorumCuts[] }[];
}

/** More at a time than this nobody plans for, and there would be too many to read. */
const mostAtOnce = 3;
const columns = 100;
const counts = ['', 'one alone', 'two at a time', 'three at a time'];

function groupText({ nodes, need, checks, cuts }: QuorumCuts): string[] {
  const lines = wrapCells(
    `${need} of ${nodes.join(', ')} must be up and reachable (${checks.join(', ')})`,
    columns - 2,
  ).map((line, at) => `${at === 0 ? '  ' : '    '}${line}`);
  for (let size = 1; size <= mostAtOnce; size += 1) {
    const own = cuts.filter(({ length }) => length === size);
    const told = own.length === 0 ? 'nothing' : own.map((set) => set.join('+')).join(', ');
    const wrapped = wrapCells(told, columns - 24);
    wrapped.forEach((line, at) => {
      lines.push(`    ${(at === 0 ? (counts[size] ?? '') : '').padEnd(18)}${line}`);
    });
  }
  return lines;
}

/** Does `fault-sim explain cuts <scenario>`: what takes the majority that the checks are about. */
export const explainCuts: CommandBody = async (given, terminal) => {
  const [, file] = given.args;
  if (file === undefined) {
    throw new UsageError('whose cuts? fault-sim explain cuts <scenario>');
  }
  const host = new NodeHost(terminal.env, () => import('../../index.ts'));
  const runs: CutsAnswer['runs'][number][] = [];
  const lines: string[] = [];
  for (const target of await targetsOf([file], terminal.streams.stdin)) {
    const loaded = await loadTarget(target, {}, host);
    await terminal.stderr.write(loadedText(loaded, terminal.env));
    if (loaded.scenario === null) return exitCode.invalid;
    let before: string | null = null;
    for (const run of loaded.scenario.runs) {
      const groups = quorumCuts(run, mostAtOnce);
      runs.push({ run: runKey(run), groups });
      const told = groups.flatMap(groupText).join('\n');
      // Seeds and most axes change nothing here.
      if (told === before) continue;
      before = told;
      lines.push(runKey(run), told === '' ? '  no check is about several nodes' : told, '');
    }
  }
  if (runs.length === 0) {
    await terminal.stderr.write(`no scenario in ${file}\n`);
    return exitCode.nothingToRun;
  }
  const answer: CutsAnswer = { schema: 'fault-sim.cuts/1', most: mostAtOnce, runs };
  await terminal.stdout.write(given.flag('json') ? canonicalJson(answer) : lines.join('\n'));
  return exitCode.asExpected;
};
