import { UsageError } from '../../base/errors.ts';
import { canonicalJson } from '../../base/json/json.ts';
import { closest } from '../../base/text/suggest.ts';
import type { Outcome } from '../../run/report/report.ts';
import { drillReport, mutantReport } from '../../search/mutation/drill.ts';
import type { DrillReport, Hunt, MutantReport } from '../../search/mutation/drill.ts';
import { mutants } from '../../search/mutation/mutants.ts';
import type { Mutant } from '../../search/mutation/mutants.ts';
import { printSeeds, readSeeds } from '../../search/seeds.ts';
import type { Seeds } from '../../search/seeds.ts';
import { engineSemantics } from '../about.ts';
import type { CommandBody, Given } from '../command.ts';
import { codeOfStop, exitCode, gravest } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { usualMaxEvents } from '../limits.ts';
import { onSignals } from '../play/signals.ts';
import { paintFor, renderingOn } from '../rendering.ts';
import type { Terminal } from '../terminal.ts';
import { drillText } from './drill-text.ts';
import { hunt } from './hunt.ts';

/** What is hunted with when nobody says. */
const usualStrategies = ['random', 'swarm'];

function wantedMutants(names: readonly string[]): readonly Mutant[] {
  const known = mutants.names;
  if (names.length === 0) return known.flatMap((name) => mutants.get(name) ?? []);
  return names.map((name) => {
    const mutant = mutants.get(name);
    if (mutant !== undefined) return mutant;
    const meant = closest(name, known);
    const hint = meant === undefined ? `there are: ${known.join(', ')}` : `did you mean ${meant}?`;
    throw new UsageError(`there is no mutant "${name}": ${hint}`);
  });
}

async function drill(given: Given, terminal: Terminal): Promise<DrillReport> {
  const wanted = wantedMutants(given.args);
  const asked = given.texts('strategy');
  const strategies = asked.length === 0 ? usualStrategies : [...new Set(asked)];
  // The flag has a fallback.
  const seeds = given.parsed('seeds', readSeeds) as Seeds;
  const maxEvents = given.count('max-events') ?? usualMaxEvents;
  let stopped: string | null = null;
  const leave = onSignals((signal) => {
    stopped ??= signal;
  });
  const isLive = terminal.streams.stderr.isTTY && !given.flag('quiet');
  const found: MutantReport[] = [];
  try {
    for (const mutant of wanted) {
      const hunts: Hunt[] = [];
      for (const strategy of strategies) {
        if (stopped !== null) break;
        if (isLive) await terminal.stderr.write(`\r\u001B[K${mutant.name}, ${strategy}`);
        const isStopped = (): boolean => stopped !== null;
        hunts.push(await hunt(mutant, { strategy, seeds, maxEvents, isStopped }));
      }
      // What was not hunted to the end has not survived.
      if (stopped !== null) break;
      found.push(mutantReport(mutant, hunts));
    }
  } finally {
    leave.off();
    if (isLive) await terminal.stderr.write('\r\u001B[K');
  }
  const facts = { engine: engineSemantics, seeds: printSeeds(seeds), stopped, strategies };
  return drillReport(facts, found);
}

const codes: Readonly<Record<Outcome, ExitCode>> = {
  pass: exitCode.asExpected,
  fail: exitCode.unexpected,
  unknown: exitCode.undecided,
};

function codeOf({ verdict, canary, stopped }: DrillReport): ExitCode {
  return gravest([
    codes[verdict],
    stopped === null && canary === 'survived' ? exitCode.internal : exitCode.asExpected,
    codeOfStop(stopped),
  ]);
}

/** Does `fault-sim mutate`. */
export const huntMutants: CommandBody = async (given, terminal) => {
  const report = await drill(given, terminal);
  if (given.flag('json')) await terminal.stdout.write(canonicalJson(report));
  else {
    const looks = { colour: given.choice('color'), ascii: given.flag('ascii') };
    const { stdout } = terminal.streams;
    const paint = await paintFor([stdout], looks, terminal);
    const text = drillText(report, renderingOn(stdout, looks, terminal, paint));
    await terminal.stdout.write(text);
  }
  return codeOf(report);
};
