import { UsageError } from '../../base/errors.ts';
import { canonicalJson } from '../../base/json/json.ts';
import { closest } from '../../base/text/suggest.ts';
import { rows } from '../../scenario/vocabulary/chapter.ts';
import { topics } from '../../scenario/vocabulary/topics.ts';
import type { CommandBody, Given } from '../command.ts';
import { exitCode } from '../exit-code.ts';
import { NodeHost } from '../host/host.ts';
import { loadedText, loadTarget } from '../play/loading.ts';
import { targetsOf } from '../play/targets.ts';
import { tableText } from './table-text.ts';

/** A scenario that was found. */
export interface ScenarioItem {
  /** The file as it was named or found. */
  readonly file: string;
  readonly name: string;
  /** Empty when it says nothing of itself. */
  readonly summary: string;
  readonly topics: readonly string[];
  readonly rows: readonly string[];
}

/** What `fault-sim list scenarios --json` answers. */
export interface ScenariosAnswer {
  readonly schema: 'fault-sim.list/1';
  readonly noun: 'scenarios';
  readonly items: readonly ScenarioItem[];
}

/** The words of a flag that the chapter knows; one that it does not know would find nothing. */
function wordsOf(given: Given, flag: string, known: ReadonlyMap<string, string>): string[] {
  return given.texts(flag).map((word) => {
    const names = [...known.keys()];
    const found = names.find((name) => name.toLowerCase() === word.toLowerCase());
    if (found !== undefined) return found;
    const meant = closest(word, new Set(names));
    const hint = meant === undefined ? '' : `, did you mean "${meant}"?`;
    throw new UsageError(
      `there is no ${flag} "${word}"${hint} (fault-sim list ${flag}s shows them)`,
    );
  });
}

/** Does `fault-sim list scenarios`: those that are about every topic and row that was asked for. */
export const listScenarios: CommandBody = async (given, terminal) => {
  const wanted = {
    topics: wordsOf(given, 'topic', topics),
    rows: wordsOf(given, 'row', rows),
  };
  const [, ...named] = given.args;
  const host = new NodeHost(terminal.env, () => import('../../index.ts'));
  const items: ScenarioItem[] = [];
  let isBroken = false;
  const places = named.length === 0 ? ['scenarios'] : named;
  for (const target of await targetsOf(places, terminal.streams.stdin)) {
    const loaded = await loadTarget(target, {}, host);
    if (loaded.scenario === null) {
      await terminal.stderr.write(loadedText(loaded, terminal.env));
      isBroken = true;
      continue;
    }
    const { name, summary } = loaded.scenario;
    const about = { topics: loaded.scenario.topics, rows: loaded.scenario.rows };
    const isMeant =
      wanted.topics.every((topic) => about.topics.includes(topic)) &&
      wanted.rows.every((row) => about.rows.includes(row));
    if (isMeant) items.push({ file: loaded.path, name, summary: summary ?? '', ...about });
  }
  const answer: ScenariosAnswer = { schema: 'fault-sim.list/1', noun: 'scenarios', items };
  await terminal.stdout.write(
    given.flag('json')
      ? canonicalJson(answer)
      : tableText(items.map(({ file, summary }) => ({ name: file, summary }))),
  );
  if (isBroken) return exitCode.invalid;
  if (items.length > 0) return exitCode.asExpected;
  const about = [...wanted.topics, ...wanted.rows];
  const asked = about.length === 0 ? '' : ` about ${about.join(' and ')}`;
  await terminal.stderr.write(`no scenario${asked} in ${places.join(', ')}\n`);
  return exitCode.nothingToRun;
};
