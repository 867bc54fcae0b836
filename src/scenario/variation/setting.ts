import { closest } from '../../base/text/suggest.ts';
import { entryOf, type Setting } from './overlay.ts';
import { pathKeys } from './path.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { areNamesKnown } from '../resolve/following.ts';
import { tellNoNodes } from '../resolve/frame.ts';
import { type Span, sourceOf } from '../source/source.ts';
import { childOf, type Mapping } from '../source/tree.ts';
import { keyNames } from '../vocabulary/keys.ts';
import { readYamlValue } from '../source/yaml.ts';

/** The name under which places in the text of a `--set` are shown. */
const COMMAND_LINE = '--set';

/** Keys whose entries are made by name: below a name that is not there nothing can be set. */
const named: ReadonlySet<string> = new Set(['nodes', 'workloads', 'faults', 'checks', 'metrics']);

/** Keys that no overlay may touch. */
const fixed: ReadonlySet<string> = new Set(['version', 'name', 'extends', 'matrix', 'variants']);

function childKeys(scenario: Mapping, key: string): readonly string[] {
  const child = childOf(scenario, key);
  return child?.kind === 'map' ? [...child.entries.keys()] : [];
}

/**
 * Whether a path leads to something that may be set: a key of the language, and below a map of
 * named things a name that exists, unless the path makes it (`faults.new`).
 */
export function checkPath(
  keys: readonly string[],
  at: Span,
  scenario: Mapping,
  problems: Problems,
): boolean {
  const [top = '', name, ...rest] = keys;
  if (keys.some((key) => key === '')) {
    problems.error('E_UNKNOWN_PATH', at, 'a path has an empty part', {
      notes: ['parts are split at dots: nodes.store.config.fencing'],
    });
    return false;
  }
  if (fixed.has(top)) {
    problems.error('E_UNKNOWN_PATH', at, `\`${top}\` cannot be set by an overlay`);
    return false;
  }
  if (!keyNames.includes(top)) {
    problems.error('E_UNKNOWN_PATH', at, `no key "${top}" stands at the top of a scenario`, {
      meant: closest(top, keyNames),
    });
    return false;
  }
  if (name === undefined) return true;
  const map = childOf(scenario, top);
  const known = map?.kind === 'map' && entryOf(map, name) !== undefined;
  if (known) return true;
  if (top === 'params') {
    problems.error('E_UNKNOWN_PARAM', at, `no param is called "${name}"`, {
      meant: closest(name, childKeys(scenario, 'params')),
    });
    return false;
  }
  // It may have a name that cannot be read, which is told of the map. Keys of other maps are no names.
  if (named.has(top) && !areNamesKnown(map)) return false;
  if (top === 'nodes' && childKeys(scenario, top).length === 0) {
    tellNoNodes(scenario, problems);
    return false;
  }
  const defaults = name === 'defaults' && top === 'nodes';
  const implicit = name === 'no-program-errors' && top === 'checks';
  if (!named.has(top) || rest.length === 0 || defaults || implicit) return true;
  problems.error('E_UNKNOWN_PATH', at, `\`${top}\` has no "${name}"`, {
    meant: closest(name, childKeys(scenario, top)),
  });
  return false;
}

/** The path and the value of `path=value`; undefined when it is none, with the reason told. */
export function readSetting(text: string, problems: Problems): Setting | undefined {
  const source = sourceOf(COMMAND_LINE, text);
  const equals = text.indexOf('=');
  if (equals <= 0) {
    problems.error(
      'E_UNKNOWN_PATH',
      { source, start: 0, end: text.length },
      `"${text}" has no value`,
      {
        notes: ['write path=value, e.g. --set nodes.store.config.fencing=true'],
      },
    );
    return undefined;
  }
  const value = readYamlValue(source, equals + 1, problems);
  if (value === undefined) return undefined;
  const keySpan = { source, start: 0, end: equals };
  return { keys: pathKeys(text.slice(0, equals)), keySpan, value };
}
