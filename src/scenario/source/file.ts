import type { Host } from '../../base/host.ts';
import { folderOf, isInside, locate, normalPath, writtenIn } from './location.ts';
import { mergeTrees, without } from '../variation/overlay.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { dataTree } from './data-tree.ts';
import { checkVersion } from '../resolve/frame.ts';
import type { ScenarioData } from '../scenario.ts';
import { placeOf, sourceOf } from './source.ts';
import type { Span } from './source.ts';
import { childOf, type Mapping, type Tree } from './tree.ts';
import { readYaml } from './yaml.ts';

/** What a scenario may be given as: a path; or what would stand in a file there, as text or as data. */
export type ScenarioText =
  | string
  | { readonly text: string; readonly path: string }
  | { readonly data: ScenarioData; readonly path: string };

/** Keys that a scenario has for itself alone: what it extends does not hand them down. */
const ownKeys: ReadonlySet<string> = new Set(['version', 'name', 'extends']);

/** The path as the user gave it, with `/`. */
export function pathOf(scenario: ScenarioText): string {
  return (typeof scenario === 'string' ? scenario : scenario.path).replaceAll('\\', '/');
}

/** The first place of a file that was not read. */
function beginningOf(file: string): Span {
  return { source: sourceOf(file, ''), start: 0, end: 0 };
}

/** A path as one would write it at a place; as it is where nobody wrote it in a file. */
function meantFrom(meant: string | undefined, at: Span | null): string | undefined {
  return meant === undefined || at === null ? meant : writtenIn(meant, placeOf(at).file);
}

function textOf(
  scenario: Exclude<ScenarioText, { readonly data: ScenarioData }>,
  at: Span | null,
  host: Host,
  problems: Problems,
): string | undefined {
  if (typeof scenario !== 'string') return scenario.text;
  const read = host.readText(scenario);
  if ('text' in read) return read.text;
  switch (read.problem) {
    case 'not-found':
      problems.error('E_NOT_FOUND', at, `there is no file "${scenario}"`, {
        meant: meantFrom(read.meant, at),
      });
      break;
    case 'is-folder':
      problems.error('E_IS_FOLDER', at, `"${scenario}" is a folder; a scenario is a file`);
      break;
    case 'too-large':
      problems.error(
        'E_TOO_LARGE',
        at ?? beginningOf(scenario),
        `${scenario} is larger than 1MiB, the most a scenario may be`,
      );
      break;
    case 'unreadable':
      problems.error('E_UNREADABLE', at, `"${scenario}" cannot be read: ${read.why}`);
      break;
  }
  return undefined;
}

/** What fault-sim writes has this in a line of its own, or among what else a header holds. */
const writtenByUs = /"schema"(?<=^(?:\{.*,|  )"schema"): ?"(fault-sim\.[a-z]+\/\d+)"/m;

/** Whether a text is a report, a stream of events or another answer, and no scenario; then it is told. */
function isAnswer(text: string, file: string, problems: Problems): boolean {
  const found = text.startsWith('{') ? writtenByUs.exec(text) : null;
  if (found === null) return false;
  const [member, schema] = found;
  problems.error(
    'E_NOT_A_SCENARIO',
    { source: sourceOf(file, text), start: found.index, end: found.index + member.length },
    `${file} is no scenario: fault-sim wrote it (${schema})`,
    { notes: ['`fault-sim replay`, `report`, `why` and `shrink` read reports'] },
  );
  return true;
}

function readMap(
  scenario: ScenarioText,
  at: Span | null,
  host: Host,
  problems: Problems,
): Mapping | undefined {
  if (typeof scenario === 'object' && 'data' in scenario)
    return dataTree(pathOf(scenario), scenario.data);
  const text = textOf(scenario, at, host, problems);
  if (text === undefined || isAnswer(text, pathOf(scenario), problems)) return undefined;
  return readYaml(pathOf(scenario), text, problems)?.tree;
}

function extendedFile(written: Tree, file: string, problems: Problems): string | undefined {
  if (written.kind !== 'scalar' || typeof written.value !== 'string' || written.value === '') {
    problems.error('E_TYPE', written.span, '`extends` is the path of one file', {
      path: ['extends'],
    });
    return undefined;
  }
  const target = locate(written.value, file);
  if (written.value.startsWith('/') || !isInside(target, folderOf(file))) {
    problems.error(
      'E_EXTENDS_OUTSIDE',
      written.span,
      `"${written.value}" leads out of the folder of the scenario`,
      {
        path: ['extends'],
        notes: [`what is extended lies in the scenario's own folder or below it`],
      },
    );
    return undefined;
  }
  return target;
}

function withoutPrivate(map: Mapping): Mapping {
  const own = [...map.entries.keys()].filter((key) => ownKeys.has(key) || key.startsWith('x-'));
  return without(map, new Set(own));
}

/** A base need not say its version, which is not handed down; what it says must be a known one. */
function checkOwnVersion(base: Mapping, problems: Problems): void {
  const version = base.entries.get('version');
  if (version === undefined) return;
  const { keySpan, value } = version;
  checkVersion({ tree: value, keySpan, path: ['version'] }, problems);
}

/**
 * Reads a scenario file, laid over the one that it extends. Undefined when there is nothing to go
 * on with; why went to `problems`.
 */
export function readFile(
  scenario: ScenarioText,
  host: Host,
  problems: Problems,
): Mapping | undefined {
  const file = pathOf(scenario);
  const map = readMap(scenario, null, host, problems);
  if (map === undefined) return undefined;
  const written = childOf(map, 'extends');
  if (written === undefined) return map;
  const target = extendedFile(written, file, problems);
  if (target === undefined) return undefined;
  if (target === normalPath(file)) {
    problems.error('E_EXTENDS_CYCLE', written.span, 'the scenario extends itself', {
      path: ['extends'],
    });
    return undefined;
  }
  const base = readMap(target, written.span, host, problems);
  if (base === undefined) return undefined;
  const deeper = childOf(base, 'extends');
  if (deeper !== undefined) {
    const back =
      deeper.kind === 'scalar' && locate(String(deeper.value), target) === normalPath(file);
    problems.error(
      back ? 'E_EXTENDS_CYCLE' : 'E_EXTENDS_DEPTH',
      written.span,
      back
        ? `"${target}" extends this scenario in turn`
        : `"${target}" extends another file itself: there is one level only`,
      { path: ['extends'] },
    );
    return undefined;
  }
  checkOwnVersion(base, problems);
  const merged = mergeTrees(withoutPrivate(base), map);
  // It is this file that lacks what neither has.
  return merged.kind === 'map' ? { ...merged, span: map.span } : undefined;
}
