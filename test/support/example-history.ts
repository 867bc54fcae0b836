import { parseDuration } from '../../src/base/time.ts';
import type { DurationText, Value } from '../../src/base/units.ts';
import type {
  CheckDefinition,
  ExampleHistories,
  ExampleRow,
} from '../../src/library/checks/define.ts';
import { metrics as shelf } from '../../src/library/metrics/index.ts';
import type { OpenAttempt, OperationStart } from '../../src/run/history/history.ts';
import type { CheckReport } from '../../src/run/report/report.ts';
import type { MetricPlan } from '../../src/scenario/plan/check.ts';
import type { AnyOutcome } from '../../src/world/program/protocol.ts';
import { judge, type Judging } from './check-stage.ts';
import { nodePlan, readConfig, second, type Stage } from './stage.ts';

/** How long the run of an example history lasts. */
const durationNs = 60 * second;

function instantNs(text: DurationText): number {
  const parsed = parseDuration(text);
  if ('problem' in parsed) throw new TypeError(parsed.problem);
  return parsed.ns;
}

/** One thing to tell the stage, at its instant. */
interface Cue {
  readonly atNs: number;
  readonly tell: (stage: Stage) => void;
}

type OperationRow = Extract<ExampleRow, { readonly op: string }>;

function outcomeOf({ until, refused, reply = {} }: OperationRow): AnyOutcome {
  if (refused !== undefined) return { status: 'fail', error: refused };
  return until === undefined
    ? { status: 'unknown', error: 'timeout' }
    : { status: 'ok', value: reply };
}

/** Fields without those that only the compiler added. */
function plain(fields: object): { readonly [field: string]: Value } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** An operation begins, and ends; one without an end is given up when the run is over. */
function operationCues(row: OperationRow, number: number): Cue[] {
  const { client, op, body = {}, phase = 'main', at, until } = row;
  const outcome = outcomeOf(row);
  let open: OpenAttempt | undefined;
  return [
    {
      atNs: instantNs(at),
      tell(stage) {
        const start: OperationStart = {
          workload: 'w',
          client,
          number,
          op,
          body: plain(body),
          phase,
        };
        open = stage.history.begin(start, `${client}#${number}`, null);
      },
    },
    {
      atNs: until === undefined ? durationNs : instantNs(until),
      tell(stage) {
        if (open === undefined) throw new TypeError(`${op} of ${client} ends before it began`);
        const truth = outcome.status === 'unknown' ? 'lost' : 'done';
        stage.history.complete(open, { outcome, truth, last: true });
      },
    },
  ];
}

/** All that a history tells, in order of time; what is told at one instant stays in the order of the rows. */
function cuesOf(rows: readonly ExampleRow[]): readonly Cue[] {
  const numbers = new Map<string, number>();
  return rows
    .flatMap((row): Cue[] => {
      if ('op' in row) {
        const number = numbers.get(row.client) ?? 0;
        numbers.set(row.client, number + 1);
        return operationCues(row, number);
      }
      const atNs = instantNs(row.at);
      return 'event' in row
        ? [
            {
              atNs,
              tell: (stage) => void stage.observe(row.node, row.event, plain(row.data ?? {})),
            },
          ]
        : [{ atNs, tell: (stage) => void stage.process(row.node, row.process, row.why) }];
    })
    .toSorted((a, b) => a.atNs - b.atNs);
}

/** Who appears in a history, each once, in the order of appearance. */
function castOf(rows: readonly ExampleRow[]): readonly string[] {
  return [...new Set(rows.map((row) => ('op' in row ? row.client : row.node)))];
}

function metricPlans({ metrics = {} }: ExampleHistories): MetricPlan[] {
  return Object.entries(metrics).map(([id, { metric, every }]) => {
    const definition = shelf.get(metric);
    if (definition === undefined) throw new TypeError(`no metric is called ${metric}`);
    return {
      id,
      kind: metric,
      definition,
      config: readConfig(definition.config, {}),
      of: { kind: 'all' },
      stat: null,
      during: null,
      everyNs: every === undefined ? null : instantNs(every),
      by: null,
    };
  });
}

/** What a check says of one of its example histories; with `stopped` of a run that ended with it, early. */
export function judgeHistory(
  definition: CheckDefinition,
  histories: ExampleHistories,
  rows: readonly ExampleRow[],
  given: Pick<Judging, 'stopped' | 'premise'> = {},
): CheckReport & { readonly notes: readonly string[] } {
  const { config, within } = histories;
  return judge(
    definition,
    {
      ...given,
      ...(config === undefined ? {} : { config }),
      plan: { withinNs: within === undefined ? null : instantNs(within) },
      run: { nodes: castOf(rows).map((id) => nodePlan(id)), durationNs },
      metrics: metricPlans(histories),
    },
    (stage) => {
      for (const { atNs, tell } of cuesOf(rows)) tell(stage.at(atNs / second));
    },
  );
}
