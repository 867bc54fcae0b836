import { UsageError } from '../../base/errors.ts';
import { counted, grouped } from '../../reports/content/count.ts';
import type { RunPlan, Scenario } from '../../scenario/scenario.ts';
import { divergenceOf } from '../../run/report/divergence.ts';
import type { LoadOptions } from '../../scenario/load.ts';
import { engineSemantics } from '../about.ts';
import type { CommandBody, Given } from '../command.ts';
import type { Driver } from '../driver.ts';
import { quietDriver } from '../driver.ts';
import { codeOfStop, exitCode, gravest } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { NodeHost } from '../host/host.ts';
import { usualMaxEvents } from '../limits.ts';
import { loadedText, loadOptionsLike, loadOptionsOf, loadTarget } from '../play/loading.ts';
import { Player } from '../play/player.ts';
import { steeredBy } from '../play/steered.ts';
import type { Played } from '../play/player.ts';
import { runKey } from '../play/run-key.ts';
import { onSignals } from '../play/signals.ts';
import { targetsOf } from '../play/targets.ts';
import { NoReport } from '../report/saved.ts';
import type { Terminal } from '../terminal.ts';
import { recordedEvents, recordedRuns } from './recorded.ts';
import type { Recorded } from './recorded.ts';

/** Events that are shown before a difference, and of each side from there on. */
const shown = { before: 3, after: 3 } as const;

/** One side of a comparison. */
interface Side {
  readonly trace: Recorded['trace'];
  /** Events as lines of JSON; null when nobody kept them. */
  readonly events: readonly string[] | null;
}

/** The events of a run that was just played, as lines without their line feed. */
function eventsOf(played: Played): string[] {
  const lines = [...played.lines()].map((line) => line.trimEnd());
  return lines.slice(1, -1);
}

function sideOf(played: Played): Side {
  return { trace: played.run.trace, events: eventsOf(played) };
}

function marked(mark: string, lines: readonly string[]): string[] {
  return lines.map((line) => `  ${mark} ${line}`);
}

/** The first event that differs, with what came before it and both sides. */
function partingLines(before: readonly string[], now: readonly string[], fromRow: number) {
  let row = Math.min(fromRow, before.length, now.length);
  while (row < before.length && row < now.length && before[row] === now[row]) row += 1;
  const end = row + shown.after;
  return [
    `  the first event that differs is number ${grouped(row)}`,
    ...marked(' ', before.slice(Math.max(0, row - shown.before), row)),
    ...marked('-', before.slice(row, end)),
    ...marked('+', now.slice(row, end)),
  ];
}

/** How two plays of a run compare: null when every event is the same. */
function differenceLines(key: string, before: Side, now: Side): string[] | null {
  const divergence = divergenceOf(before.trace, now.trace);
  if (divergence === null) return null;
  const { checkpoint, fromRow, untilRow } = divergence;
  const sizes = `${grouped(before.trace.events)} and ${counted(now.trace.events, 'event')}`;
  const head = [
    `${key}: the traces differ (${before.trace.digest.slice(0, 19)} and ${now.trace.digest.slice(0, 19)}, ${sizes})`,
    checkpoint > before.trace.checkpoints.length
      ? '  no checkpoint differs: if nobody has changed the report, it is the end that does'
      : `  they are the same up to event ${grouped(fromRow)}: checkpoint ${checkpoint} is the first that differs`,
  ];
  if (before.events !== null && now.events !== null)
    return [...head, ...partingLines(before.events, now.events, fromRow)];
  const own = now.events?.slice(fromRow, Math.min(untilRow, fromRow + shown.after)) ?? [];
  if (own.length === 0) return head;
  return [
    ...head,
    '  the events of the report were not kept; from there on this play has, among others:',
    ...marked('+', own),
  ];
}

/** The checks that say something else of the same events than the report does. */
function otherVerdicts({ verdicts }: Recorded, { run }: Played): readonly string[] {
  return run.checks.flatMap(({ id, verdict }) => {
    const before = verdicts.get(id) ?? verdict;
    return before === verdict ? [] : [`  ${id}: ${before} in the report, ${verdict} now`];
  });
}

/** What the flags of this command say that the report does not: then it is another run. */
function otherWays({ set, phase, steer }: Recorded, given: Given): readonly string[] {
  const load = loadOptionsOf(given);
  const steered = given.text('steer') ?? steer;
  return [
    ...(load.set ?? []).filter((one) => !set.includes(one)).map((one) => `--set ${one}`),
    ...(load.phase === true && !phase ? ['--phase'] : []),
    ...(steered === steer ? [] : [`--steer ${steered}`]),
  ];
}

/** What a difference comes from, as far as another play of the same run tells. */
function causeText(recorded: Recorded, given: Given, isRepeated: boolean): string {
  if (!isRepeated) return 'played twice now, it gives two traces: it is not deterministic';
  const ways = otherWays(recorded, given);
  if (ways.length > 0) {
    return `played twice now, it gives one trace: the report tells of a run without ${ways.join(' ')}`;
  }
  const { engine } = recorded;
  return engine === engineSemantics
    ? 'played twice now, it gives one trace: what is played is not what the report tells of (the scenario or its code has changed), or another version of fault-sim played it'
    : `the report is of another engine, ${engine}, and this one is ${engineSemantics}: other events are no surprise`;
}

/** Plays runs and says how they compare with what is known of them. */
class Replay {
  readonly codes: ExitCode[] = [];
  /** Runs that were played. */
  plays = 0;
  readonly #given: Given;
  readonly #terminal: Terminal;
  readonly #host: NodeHost;
  readonly #driver: Driver;

  constructor(given: Given, terminal: Terminal, host: NodeHost, driver: Driver) {
    this.#given = given;
    this.#terminal = terminal;
    this.#host = host;
    this.#driver = driver;
  }

  /** A signal has come: what is played now stops before its end, and is compared with nothing. */
  get #isStopped(): boolean {
    return codeOfStop(this.#driver.stopReason) !== exitCode.asExpected;
  }

  /** Plays every run of a scenario twice. */
  async twice(path: string): Promise<void> {
    const scenario = await this.#load(path, loadOptionsOf(this.#given));
    const player = await this.#playerOf(null);
    for (const plan of scenario?.runs ?? []) {
      if (scenario === null) return;
      const first = sideOf(await this.#play(player, plan, scenario));
      const second = sideOf(await this.#play(player, plan, scenario));
      if (this.#isStopped) return;
      const difference = differenceLines(runKey(plan), first, second);
      if (difference === null) await this.#tellSame(runKey(plan), second);
      else await this.#tellOther(difference);
    }
  }

  /** Plays what a report tells of, once more. */
  async again(recorded: Recorded, events: readonly string[] | null): Promise<void> {
    if (this.#isStopped) return;
    const found = await this.#planOf(recorded);
    if (found === null) return;
    const player = await this.#playerOf(recorded.steer);
    const played = await this.#play(player, found.plan, found.scenario);
    if (this.#isStopped) return;
    const { key, trace } = recorded;
    const now = sideOf(played);
    const difference = differenceLines(key, { trace, events }, now);
    if (difference === null) await this.#tellSame(key, now, otherVerdicts(recorded, played));
    else if (recorded.stopped !== null || played.stopped !== null)
      await this.#tellStopped(recorded, played);
    else {
      const { digest } = (await this.#play(player, found.plan, found.scenario)).run.trace;
      if (this.#isStopped) return;
      const cause = causeText(recorded, this.#given, digest === now.trace.digest);
      await this.#tellOther([...difference, `  ${cause}`]);
    }
  }

  /** Who plays what was steered so, unless the flag says another way. */
  async #playerOf(steer: string | null): Promise<Player> {
    const [host, driver] = [this.#host, this.#driver];
    const maxEvents = this.#given.count('max-events') ?? usualMaxEvents;
    const trialOf = await steeredBy(this.#given.text('steer') ?? steer);
    return new Player({ host, driver, storeEvents: true, maxEvents, trialOf });
  }

  async #play(player: Player, plan: RunPlan, scenario: Scenario): Promise<Played> {
    this.plays += 1;
    return await player.play(plan, scenario);
  }

  async #load(path: string, options: LoadOptions): Promise<Scenario | null> {
    const loaded = await loadTarget(path, options, this.#host);
    if (loaded.scenario === null) {
      await this.#terminal.stderr.write(loadedText(loaded, this.#terminal.env));
      this.codes.push(exitCode.invalid);
    }
    return loaded.scenario;
  }

  /** The plan that a run was played by: by the flags, and by the report where they say nothing. */
  async #planOf(recorded: Recorded): Promise<{ plan: RunPlan; scenario: Scenario } | null> {
    const { seed, cell, key, path } = recorded;
    const scenario = await this.#load(path, loadOptionsLike(this.#given, recorded));
    if (scenario === null) return null;
    const plan =
      scenario.runs.find((run) => run.cell === cell && run.seed === seed) ??
      scenario.runs.find((run) => run.cell === cell);
    if (plan !== undefined) return { plan: { ...plan, seed }, scenario };
    throw new NoReport(`${path} has no run ${key} any more`);
  }

  async #tellSame(key: string, { trace }: Side, others: readonly string[] = []): Promise<void> {
    const { digest, events } = trace;
    const said = `${key}: the same ${counted(events, 'event')}, ${digest.slice(0, 19)}`;
    if (others.length > 0) {
      this.codes.push(exitCode.unexpected);
      const lines = [`${said}, but other verdicts: checks have changed`, ...others];
      await this.#terminal.stdout.write(`${lines.join('\n')}\n`);
    } else if (!this.#given.flag('quiet')) await this.#terminal.stdout.write(`${said}\n`);
  }

  async #tellOther(lines: readonly string[]): Promise<void> {
    this.codes.push(exitCode.nondeterminism);
    await this.#terminal.stdout.write(`${lines.join('\n')}\n`);
  }

  async #tellStopped({ key, stopped }: Recorded, played: Played): Promise<void> {
    this.codes.push(exitCode.undecided);
    const where = stopped === null ? `now (${played.stopped})` : `in the report (${stopped})`;
    const said = `${key}: not compared, for it was stopped on its way ${where}\n`;
    await this.#terminal.stdout.write(said);
  }
}

/** Does `fault-sim replay`. */
export const replayRuns: CommandBody = async (given, terminal) => {
  if (given.args.includes('-')) {
    throw new UsageError('name a file: standard input is read once, and this is played again');
  }
  const reports = given.args.filter((path) => path.endsWith('.json'));
  const others = given.args.filter((path) => !path.endsWith('.json'));
  const host = new NodeHost(terminal.env, () => import('../../index.ts'));
  const driver = quietDriver(host);
  const leave = onSignals((signal) => driver.stop(signal));
  const replay = new Replay(given, terminal, host, driver);
  try {
    const targets = await targetsOf(others, terminal.streams.stdin);
    const paths = targets.map((target) => (typeof target === 'string' ? target : target.path));
    const kept = given.path('events');
    const events = kept === null ? null : recordedEvents(kept);
    const { variants, seed } = loadOptionsOf(given);
    for (const report of reports) {
      for (const recorded of recordedRuns(report, paths, { variants, seed }))
        await replay.again(recorded, events?.get(recorded.key) ?? null);
    }
    if (reports.length === 0) for (const path of paths) await replay.twice(path);
    if (replay.plays === 0 && replay.codes.length === 0 && driver.stopReason === null) {
      await terminal.stderr.write(`nothing to replay in ${given.args.join(', ')}\n`);
      return exitCode.nothingToRun;
    }
    return gravest([...replay.codes, codeOfStop(driver.stopReason)]);
  } catch (error) {
    if (!(error instanceof NoReport)) throw error;
    await terminal.stderr.write(`error: ${error.message}\n`);
    return exitCode.invalid;
  } finally {
    leave.off();
  }
};
