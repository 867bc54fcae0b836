import { event, fieldOf } from '../../base/schema.ts';
import { fieldText, type Told } from './events/decision.ts';
import { defineCheck } from './define.ts';

/** An entry of one log. */
interface Entry {
  readonly index: number;
  readonly term: string;
  readonly seen: Told;
}

/** Puts an entry into a log, and gives back the one before it; undefined when that is not known. */
function append(log: Entry[], entry: Entry): Entry | undefined {
  // Appending at an index cuts off what stood there and behind it, also behind what a snapshot skipped.
  while ((log.at(-1)?.index ?? -Infinity) >= entry.index) log.pop();
  const last = log.at(-1);
  log.push(entry);
  return last?.index === entry.index - 1 ? last : undefined;
}

/** An entry as it was first told under its index and term. */
interface Known {
  readonly value: string;
  readonly seen: Told;
  /** Who first told it of a log of which was known what stood before it, and what did. */
  behind: { readonly before: Entry; readonly seen: Told } | null;
}

/**
 * Raft's log matching (Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm",
 * 2014, §5.3): two logs with an entry of the same index and term are the same up to there. It is
 * enough that such entries hold the same and follow an entry of the same term: the rest is induction.
 */
export const logMatching = defineCheck({
  name: 'log-matching',
  summary: 'Logs that have an entry of the same index and term are the same up to that entry.',
  property: 'safety',
  config: {
    event: event(
      'The event with which a node reports that its log has an entry now, and none behind it.',
    ).default('appended'),
    index: fieldOf(['event'], 'The field with the position in the log.').default('index'),
    term: fieldOf(
      ['event'],
      'The field with the term (ballot, epoch, view) that made the entry.',
    ).default('term'),
    value: fieldOf(['event'], 'The field with what the entry holds.').default('value'),
  },
  example: 'logs-match: { check: log-matching, of: member }',
  histories: () => ({
    held: [
      { at: '1s', node: 'a', event: 'appended', data: { index: 1, term: 1, value: 'x' } },
      { at: '2s', node: 'b', event: 'appended', data: { index: 1, term: 2, value: 'y' } },
      { at: '3s', node: 'a', event: 'appended', data: { index: 1, term: 2, value: 'y' } },
    ],
    violated: [
      { at: '1s', node: 'a', event: 'appended', data: { index: 1, term: 1, value: 'x' } },
      { at: '2s', node: 'b', event: 'appended', data: { index: 1, term: 2, value: 'y' } },
      { at: '3s', node: 'a', event: 'appended', data: { index: 2, term: 3, value: 'z' } },
      { at: '4s', node: 'b', event: 'appended', data: { index: 2, term: 3, value: 'z' } },
    ],
  }),

  watch(run, config) {
    const logs = new Map<string, Entry[]>();
    const entries = new Map<string, Known>();
    run.onEvent(config.event, (seen) => {
      const index = seen.data[config.index];
      if (typeof index !== 'number') {
        run.undecided(`${config.index} of ${config.event} is not a number`);
        return;
      }
      const term = fieldText(seen, config.term);
      const value = fieldText(seen, config.value);
      const log = logs.get(seen.node) ?? [];
      logs.set(seen.node, log);
      const previous = append(log, { index, term, seen });
      const key = `${index} ${term}`;
      const known = entries.get(key);
      if (known === undefined) {
        const behind = previous === undefined ? null : { before: previous, seen };
        entries.set(key, { value, seen, behind });
        return;
      }
      if (known.seen.node !== seen.node) run.exercised();
      const where = `${config.index} ${index} of ${config.term} ${term}`;
      if (known.value !== value) {
        const [one, two] = [known.seen, seen].map((told) => run.fieldText(told, config.value));
        run.violated(
          `${known.seen.node} and ${seen.node} hold ${one} and ${two} at ${where}`,
          known.seen,
          seen,
        );
        return;
      }
      if (previous === undefined) return;
      known.behind ??= { before: previous, seen };
      const { before, seen: first } = known.behind;
      if (before.term === previous.term) return;
      run.violated(
        `${first.node} and ${seen.node} agree at ${where}, but the entry before it is of ${config.term} ${before.term} and ${previous.term}`,
        before.seen,
        first,
        previous.seen,
        seen,
      );
    });
  },
});
