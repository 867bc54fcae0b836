import type { Design } from '../../search/design.ts';
import type { ExplorationReport, Failure } from '../../search/exploration-report.ts';
import type { TrialOutcome } from '../../search/trial-outcome.ts';
import { Threads } from './threads.ts';
import type { PlayedAlone, PlayedAloneAnswer, SearchTask, WorkerSetup } from './worker-runs.ts';

/** Kinds of violation whose runs are played once more: those that are told. */
const mostPlayed = 20;

/** What is to be played alone, and how. */
export interface AloneOptions {
  readonly setup: WorkerSetup;
  /** As the threads know them. */
  readonly designs: readonly Design[];
  /** Threads at a time. */
  readonly jobs: number;
  /** Nobody waits for the rest any more. */
  readonly givenUp: AbortSignal;
}

/** Plays one run in a thread that has played nothing else; null when nobody can say what came of it. */
async function playedAlone(
  wanted: PlayedAlone,
  setup: WorkerSetup,
  givenUp: Promise<null>,
): Promise<TrialOutcome | null> {
  let threads: Threads<PlayedAlone, PlayedAloneAnswer> | null = null;
  const played = new Promise<TrialOutcome | null>((resolve) => {
    threads = new Threads({
      count: 1,
      task: { task: 'search', setup: { ...setup, verifies: false } } satisfies SearchTask,
      take: (answer: PlayedAloneAnswer, nth) => {
        if (answer.kind === 'alone') resolve(answer.outcome);
        else threads?.ask(nth, wanted);
      },
      fail: () => resolve(null),
    });
  });
  const outcome = await Promise.race([played, givenUp]);
  // Assigned in there, which the compiler does not see.
  await (threads as Threads<PlayedAlone, PlayedAloneAnswer> | null)?.end();
  return outcome;
}

/** Whether the run gave the same again. One that a strategy steered may have been given up before its end. */
function isSame(failure: Failure, alone: TrialOutcome, design: Design | undefined): boolean {
  const place = design?.checks.findIndex(({ id }) => id === failure.check) ?? -1;
  const found = alone.checks[place];
  const isAsLong = failure.steer !== null || alone.events === failure.events;
  return isAsLong && found?.verdict === failure.verdict && found.signature === failure.signature;
}

/**
 * Plays the run of each kind of violation once more, each in a thread of its own, and answers those
 * that did not happen again: what packages of their programs keep is left over from other runs.
 */
export async function notAgain(
  { failures }: ExplorationReport,
  options: AloneOptions,
): Promise<readonly Failure[]> {
  // What stayed undecided may have had too little time, on a machine that was busy.
  const left = failures.filter(({ verdict }) => verdict === 'violated').slice(0, mostPlayed);
  const others: Failure[] = [];
  // One listener for all runs: Node warns of a leak where a signal has more than ten.
  const givenUp = new Promise<null>((resolve) => {
    options.givenUp.addEventListener('abort', () => resolve(null));
  });
  const next = async (): Promise<void> => {
    for (let failure = left.shift(); failure !== undefined; failure = left.shift()) {
      if (options.givenUp.aborted) return;
      const { scenario, variant, cell, seed, steer } = failure;
      const design = options.designs.findIndex(
        (one) => one.scenario === scenario && one.variant === variant && one.cell === cell,
      );
      const outcome = await playedAlone({ alone: { design, seed, steer } }, options.setup, givenUp);
      if (outcome === null || outcome.stopped !== null) continue;
      if (!isSame(failure, outcome, options.designs[design])) others.push(failure);
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, next));
  // In the order of the report, whoever was done first.
  return failures.filter((failure) => others.includes(failure));
}
