import { UsageError } from '../../base/errors.ts';
import { canonicalJson } from '../../base/json/json.ts';
import type { TraceEvent } from '../../engine/event.ts';
import { whyText } from '../../reports/why.ts';
import { declaredUnits, unitsOf } from '../../run/report/units.ts';
import type { Scenario, ScenarioData } from '../../scenario/scenario.ts';
import { blameCurve } from '../../search/why/blame.ts';
import type { Blame } from '../../search/why/blame.ts';
import { causalPast, tellingEvents } from '../../search/why/causal-past.ts';
import { necessities } from '../../search/why/necessity.ts';
import type { Necessity } from '../../search/why/necessity.ts';
import type { WhyReport } from '../../search/why/why.ts';
import type { CommandBody, Given } from '../command.ts';
import { type Driver, quietDriver } from '../driver.ts';
import { codeOfStop, exitCode } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { throwIfSignalled } from '../failure.ts';
import { NodeHost } from '../host/host.ts';
import { usualMaxEvents } from '../limits.ts';
import { loadTarget, playable } from '../play/loading.ts';
import { Player } from '../play/player.ts';
import { steeredBy } from '../play/steered.ts';
import { wallMsOf } from '../play/request.ts';
import { onSignals } from '../play/signals.ts';
import { paintFor, renderingOn } from '../rendering.ts';
import { NoReport } from '../report/saved.ts';
import { Bench } from '../shrink/bench.ts';
import { cannotStart } from '../shrink/starting-case.ts';
import { subjectOf } from '../shrink/subject.ts';
import type { Subject } from '../shrink/subject.ts';
import { firstViolation, standAlone } from '../shrink/violation.ts';
import type { Violation } from '../shrink/violation.ts';
import type { Terminal } from '../terminal.ts';
import { sendings } from './sendings.ts';

const mostTelling = 12;

/** What runs are played with: as they are, again and again, and to be looked at. */
interface Players {
  readonly bench: Bench;
  readonly player: Player;
  readonly watcher: Player;
  readonly driver: Driver;
}

/** One inquiry into one violation. */
class Inquiry {
  readonly #given: Given;
  readonly #scenario: Scenario;
  readonly #violation: Violation;
  readonly #bench: Bench;
  readonly #player: Player;
  readonly #watcher: Player;
  readonly #driver: Driver;
  /** Its budget is used up. */
  isOver = false;
  /** False: the violation is in no way of writing the run with every fault explicit. */
  isWritable = true;

  constructor(given: Given, scenario: Scenario, violation: Violation, players: Players) {
    this.#given = given;
    this.#scenario = scenario;
    this.#violation = violation;
    this.#bench = players.bench;
    this.#player = players.player;
    this.#watcher = players.watcher;
    this.#driver = players.driver;
  }

  /** Why it is to draw nothing anew any more; null: it may go on. */
  get stopped(): string | null {
    return this.#driver.stopReason ?? (this.isOver ? 'budget' : null);
  }

  /** Throws Interrupted at a signal before there is anything to tell. */
  async report(): Promise<WhyReport> {
    const { run, check, plan } = this.#violation;
    const watched = await this.#watcher.play(plan, this.#scenario);
    throwIfSignalled(watched.stopped, 'before anything was looked into');
    const events = [...watched.events()];
    const { witness, at } = check;
    const seqs = witness?.events.map(({ seq }) => seq).filter((seq) => seq >= 0) ?? [];
    const past = causalPast(events, seqs, sendings());
    const messages = events.flatMap(({ type, name }) => (type === 'sent' ? (name ?? []) : []));
    const kinds = [...new Set(messages)].sort((a, b) => (a < b ? -1 : 1));
    const needs = await this.#needs(standAlone(this.#scenario.dataOf(plan), plan, run), kinds);
    const blame = await this.#blame(at ?? run.durationNs);
    const last = tellingEvents(past, mostTelling);
    const deciding = this.#deciding(past, blame);
    const units = unitsOf([...last, ...deciding], declaredUnits(plan.nodes));
    return {
      schema: 'fault-sim.why/1',
      scenario: run.scenario,
      variant: run.variant,
      seed: run.seed,
      check: check.id,
      at,
      why: witness?.why ?? null,
      necessities: needs,
      past: { events: past.length, of: events.length, last },
      blame,
      deciding,
      ...(units === undefined ? {} : { units }),
    };
  }

  /** What happened where the curve rises most: of the violation's past, what tells something. */
  #deciding(past: readonly TraceEvent[], { deciding }: Blame): TraceEvent[] {
    if (deciding === null) return [];
    const within = past.filter(({ at }) => at >= deciding.fromNs && at < deciding.untilNs);
    return tellingEvents(within, mostTelling);
  }

  /** What it cannot do without. Empty when no way to write the run shows it: nothing can go from there. */
  async #needs(writings: readonly ScenarioData[], kinds: readonly string[]): Promise<Necessity[]> {
    const fails = (data: ScenarioData): Promise<boolean | null> => this.#fails(data);
    for (const data of writings) {
      if ((await fails(data)) === true)
        return await necessities(data, kinds, fails, () => this.stopped !== null);
    }
    this.isWritable = false;
    return [];
  }

  /** Whether the violation is there; also where taking a message away is beyond the model. */
  async #fails(data: ScenarioData): Promise<boolean | null> {
    const played = await this.#bench.play(data);
    if (played === null) return null;
    const { id } = this.#violation.check;
    const found = played.run.checks.find((one) => one.id === id);
    return found?.verdict === 'violated' || found?.observed === 'violated';
  }

  async #blame(violatedNs: number): Promise<Blame> {
    const { plan, check } = this.#violation;
    return await blameCurve({
      violatedNs,
      points: this.#given.count('points') ?? 16,
      futures: this.#given.count('futures') ?? 16,
      isStopped: () => this.stopped !== null,
      fails: async (fromNs, salt) => {
        const { run } = await this.#player.play(plan, this.#scenario, { fromNs, salt });
        return run.checks.some(({ id, verdict }) => id === check.id && verdict === 'violated');
      },
    });
  }
}

async function work(subject: Subject, given: Given, terminal: Terminal): Promise<ExitCode> {
  const host = new NodeHost(terminal.env, () => import('../../index.ts'));
  const driver = quietDriver(host);
  const leave = onSignals((signal) => driver.stop(signal));
  try {
    return await inquire(subject, given, terminal, host, driver);
  } finally {
    leave.off();
  }
}

async function inquire(
  subject: Subject,
  given: Given,
  terminal: Terminal,
  host: NodeHost,
  driver: Driver,
): Promise<ExitCode> {
  const maxEvents = given.count('max-events') ?? usualMaxEvents;
  const trialOf = await steeredBy(subject.steer);
  const plain = new Player({ host, driver, storeEvents: false, maxEvents });
  const player = new Player({ host, driver, storeEvents: false, maxEvents, trialOf });
  const watcher = new Player({ host, driver, storeEvents: true, maxEvents, trialOf });
  const scenario = await playable(await loadTarget(subject.path, subject.load, host), terminal);
  if (typeof scenario === 'number') return scenario;
  const violation = await firstViolation(scenario, player, subject);
  if (trialOf !== null && trialOf(violation.plan).steering !== null) {
    throw new UsageError(
      `${subject.steer} steers that run, and of a run that is steered no other futures can be drawn: \`shrink\` writes it as a scenario that nobody steers, where the violation shows without, and of that \`why\` can be asked`,
    );
  }
  const bench = new Bench(host, plain, subject.path);
  const inquiry = new Inquiry(given, scenario, violation, { bench, player, watcher, driver });
  const budgetMs = wallMsOf(given, 'budget');
  const end = (): void => void (inquiry.isOver = true);
  const timer = budgetMs === null ? null : setTimeout(end, budgetMs);
  try {
    await tell(await inquiry.report(), given, terminal);
    const { stopped, isWritable } = inquiry;
    if (stopped === null && !isWritable)
      await terminal.stderr.write(`what it needs is not known: ${cannotStart(violation)}\n`);
    // Of a signal it is told in any case.
    if (stopped !== null && codeOfStop(stopped) === exitCode.asExpected)
      await terminal.stderr.write(`stopped early (${stopped}): not all was looked into\n`);
  } finally {
    if (timer !== null) clearTimeout(timer);
  }
  return codeOfStop(inquiry.stopped);
}

async function tell(
  report: Awaited<ReturnType<Inquiry['report']>>,
  given: Given,
  terminal: Terminal,
): Promise<void> {
  if (given.flag('json')) {
    await terminal.stdout.write(canonicalJson(report));
    return;
  }
  const looks = { colour: given.choice('color'), ascii: given.flag('ascii') };
  const { stdout } = terminal.streams;
  const paint = await paintFor([stdout], looks, terminal);
  await terminal.stdout.write(whyText(report, renderingOn(stdout, looks, terminal, paint)));
}

/** Does `fault-sim why`. */
export const explainViolation: CommandBody = async (given, terminal) => {
  try {
    return await work(await subjectOf(given, terminal), given, terminal);
  } catch (error) {
    if (!(error instanceof NoReport)) throw error;
    await terminal.stderr.write(`error: ${error.message}\n`);
    return exitCode.invalid;
  }
};
