/** What the process tells its caller. */
export const exitCode = {
  /** Every verdict as expected. */
  asExpected: 0,
  /** A verdict that was not expected. */
  unexpected: 1,
  /** A wrong command, flag or argument. */
  usage: 2,
  /** A scenario, or a program that it names, is not valid; a history cannot be read. */
  invalid: 3,
  /** No surprise, but something stayed undecided. */
  undecided: 4,
  /** No scenario was found; a history has no operations. */
  nothingToRun: 5,
  /** Playing the same run twice gave two traces. */
  nondeterminism: 6,
  /** A bug of fault-sim itself. */
  internal: 70,
  /** A report could not be written. */
  notWritten: 74,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

/** One of the codes. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** What a process is asked by to come to its end. */
export type Signal = 'SIGINT' | 'SIGTERM';

/** The code of what was stopped: by a signal, or for a reason that has no code of its own. */
export function codeOfStop(reason: string | null): ExitCode {
  if (reason === 'SIGINT') return exitCode.interrupted;
  return reason === 'SIGTERM' ? exitCode.terminated : exitCode.asExpected;
}

/** What each code means, for people: the reference page and `explain` show it. */
export const exitCodeMeaning: Readonly<Record<ExitCode, string>> = {
  0: 'Every verdict is as expected.',
  1: 'A verdict is not as expected.',
  2: 'A wrong command, flag or argument.',
  3: 'A scenario is not valid, a program that it names cannot be loaded, or a history cannot be read.',
  4: 'Nothing unexpected, but a verdict stayed undecided.',
  5: 'There was nothing to run, or nothing to check.',
  6: 'The same run gave two different traces.',
  70: 'A bug of fault-sim itself.',
  74: 'A report could not be written.',
  129: 'The terminal was closed (SIGHUP): nothing more is told or written.',
  130: 'Stopped by Ctrl+C (SIGINT); what was played until then is reported.',
  143: 'Stopped by SIGTERM; what was played until then is reported.',
};

const gravestFirst: readonly ExitCode[] = [129, 130, 143, 70, 74, 6, 3, 1, 4, 5, 2, 0];

/** The code of several results together: the gravest of them; 0 of none. */
export function gravest(codes: Iterable<ExitCode>): ExitCode {
  const seen = new Set(codes);
  return gravestFirst.find((code) => seen.has(code)) ?? exitCode.asExpected;
}
