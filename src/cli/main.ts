import { exitCode } from './exit-code.ts';
import { tellFailure, tellStop } from './failure.ts';
import { leaveOnSignals } from './play/signals.ts';
import { runCommandLine } from './program.ts';
import { openTerminal } from './terminal.ts';

const terminal = openTerminal();

let isTelling = false;

/** Whatever escapes is a bug of ours: told in words, and the process still ends by itself. */
function escaped(error: unknown): void {
  process.exitCode = exitCode.internal;
  // What goes wrong while that is told comes here again.
  if (isTelling) void terminal.stderr.write(`${String(error)}\n`);
  else void tellFailure(error, terminal);
  isTelling = true;
}

process.on('uncaughtException', escaped);

leaveOnSignals();

try {
  const code = await runCommandLine(process.argv.slice(2), terminal);
  process.exitCode = code;
  await tellStop(code, terminal);
} catch (error) {
  process.exitCode = await tellFailure(error, terminal);
}
// A report that could not be written is no success, whatever it said.
await terminal.stdout.flush();
const { failure } = terminal.stdout;
if (failure !== null) {
  process.exitCode = exitCode.notWritten;
  await terminal.stderr.write(`error: standard output cannot be written: ${failure.message}\n`);
}
