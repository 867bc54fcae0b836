import type { CommandBody, Given } from '../command.ts';
import type { Viewer } from '../driver.ts';
import { Driver } from '../driver.ts';
import { exitCode, gravest } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { WriteError } from '../failure.ts';
import { NodeHost } from '../host/host.ts';
import { usualMaxEvents } from '../limits.ts';
import type { Terminal } from '../terminal.ts';
import { EventSinks } from './event-sinks.ts';
import { keepInput } from './kept-input.ts';
import { loadOptionsOf, pathOf } from './loading.ts';
import { ReportWriter } from './report-writer.ts';
import { filesOf, outputsOf, speedOf, wallMsOf } from './request.ts';
import { Session } from './session.ts';
import { onSignals } from './signals.ts';
import { targetsOf } from './targets.ts';
import { steeredBy } from './steered.ts';
import { describeError } from './describe-error.ts';
import { Screen, uiOf } from './screen.ts';

/** Does `fault-sim run`. */
export const runScenarios: CommandBody = async (given, terminal) => {
  const host = new NodeHost(terminal.env, () => import('../../index.ts'));
  const maxWallMs = wallMsOf(given, 'max-wall');
  host.limitLoading(maxWallMs);
  const outputs = await outputsOf(given, host, terminal.env);
  const looks = {
    colour: given.choice('color'),
    ascii: given.flag('ascii'),
    quiet: given.flag('quiet'),
  };
  const maxEvents = given.count('max-events') ?? usualMaxEvents;
  const pace = { speed: speedOf(given), framesPerSecond: given.count('fps') ?? 1 };
  const trialOf = await steeredBy(given.text('steer'));
  const targets = await targetsOf(given.args, terminal.streams.stdin);
  keepInput(filesOf(outputs), targets.map(pathOf));
  if (targets.length === 0) return await nothingToRun(whyNothing.found, given, terminal);
  const writer = new ReportWriter(outputs, terminal, looks);
  await writer.prepare();
  const sinks = new EventSinks(outputs.eventFiles, outputs.eventsToStdout ? terminal.stdout : null);
  const screen = new Screen(uiOf(given, terminal), { terminal, ...looks, ...pace });
  // The view is opened with the first run; until then there is nobody to ask for a frame.
  const viewer: Viewer | null = screen.isShown ? screen : null;
  const driver = new Driver({
    host,
    viewer,
    maxWallMs,
    stopsAll: true,
    onStray: (reason) => {
      const said = describeError(reason, '.');
      void terminal.stderr.write(`a promise was rejected and nobody waited for it: ${said}\n`);
      driver.stop('unhandled-rejection');
    },
    onEndless: (what) => {
      void terminal.stderr.write(`${what} did not come to an end and was broken off\n`);
    },
  });
  const leave = onSignals((signal) => driver.stop(signal));
  screen.onInterrupt = () => leave.interrupt();
  screen.onQuit = () => driver.stop('quit');
  const session = new Session({
    terminal,
    host,
    driver,
    screen,
    sinks,
    writer,
    load: loadOptionsOf(given),
    maxEvents,
    trialOf,
    isQuiet: looks.quiet,
    isDryRun: given.flag('dry-run'),
    verifies: given.flag('verify-determinism'),
    bails: given.flag('bail'),
    failOn: given.text('fail-on') ?? 'unknown',
  });
  try {
    const code = await session.run(targets);
    if (code !== exitCode.nothingToRun) return code;
    return await nothingToRun(whyNothing.selected, given, terminal);
  } catch (error) {
    sinks.discard();
    if (!(error instanceof WriteError)) throw error;
    await screen.close();
    await terminal.stderr.write(`error: ${error.message}\n`);
    return gravest([exitCode.notWritten, ...session.codes]);
  } finally {
    leave.off();
    await screen.close();
  }
};

/** Why there is nothing to run. */
const whyNothing = {
  found: 'folders are searched for *.yaml and *.yml',
  selected: 'nothing was selected',
} as const;

async function nothingToRun(why: string, given: Given, terminal: Terminal): Promise<ExitCode> {
  if (given.flag('pass-with-no-scenarios')) return exitCode.asExpected;
  await terminal.stderr.write(`nothing to run in ${given.args.join(', ')}: ${why}\n`);
  return exitCode.nothingToRun;
}
