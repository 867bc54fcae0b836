import { canonicalJson } from '../../base/json.ts';
import type { Recorded } from '../../history/formats/reader.ts';
import { counted, styleOf } from '../../reports/text/style.ts';
import type { CommandBody } from '../command.ts';
import { type ExitCode, exitCode, gravest } from '../exit-code.ts';
import { type Appearance, paintFor, renderingOn } from '../rendering.ts';
import type { Terminal } from '../terminal.ts';
import { answerOf, type CheckResult } from './answer.ts';
import { answerText, overviewLines } from './answer-text.ts';
import { emptyResult } from './empty-result.ts';
import { writeExports } from './exports.ts';
import { judged } from './judge.ts';
import { problemText } from './problem-text.ts';
import { recordingOf } from './recording.ts';
import { type CheckRequest, requestOf } from './request.ts';

/** The exit code of one file. */
function codeOf({ verdict, method, problem }: CheckResult): ExitCode {
  if (problem !== null) return exitCode.invalid;
  if (method === null) return exitCode.nothingToRun;
  if (verdict === 'violated') return exitCode.unexpected;
  return verdict === 'held' ? exitCode.asExpected : exitCode.undecided;
}

/** Prints what was found: JSON, or the verdicts for people beside what cannot be judged. */
async function print(
  results: readonly CheckResult[],
  request: CheckRequest,
  looks: Appearance,
  terminal: Terminal,
): Promise<void> {
  const { stdout, stderr, streams } = terminal;
  if (request.json) {
    await stdout.write(canonicalJson(answerOf(results)));
    return;
  }
  const isTaken = request.exports.some(({ file }) => file === '-');
  const paint = await paintFor([streams.stdout, streams.stderr], looks, terminal);
  const stream = isTaken ? streams.stderr : streams.stdout;
  const style = styleOf(renderingOn(stream, looks, terminal, paint));
  const told = results.filter(({ method }) => method !== null);
  const text = request.quiet
    ? overviewLines(told, style).map((line) => `${line}\n`)
    : [answerText(told, style)];
  await (isTaken ? stderr : stdout).write(text.join(''));
}

function writtenText({ history, transactions }: Recorded, { exports }: CheckRequest): string {
  const count = history.count + transactions.count;
  const files = exports.map(({ file }) => (file === '-' ? 'standard output' : file)).join(', ');
  return `${counted(count, 'operation')} written to ${files}\n`;
}

/** Does `fault-sim check`. */
export const checkHistories: CommandBody = async (given, terminal) => {
  const request = requestOf(given);
  const results: CheckResult[] = [];
  for (const file of request.files) {
    const recording = await recordingOf(file, request, terminal.streams.stdin);
    if ('problem' in recording) {
      const { problem } = recording;
      results.push({ ...emptyResult(file, request), why: problem.message, problem });
      if (!request.json) await terminal.stderr.write(await problemText(file, problem));
      continue;
    }
    await writeExports(recording, request.exports, terminal.stdout);
    if (request.onlyWrites) {
      await terminal.stderr.write(writtenText(recording, request));
      continue;
    }
    const result = judged(file, recording, request);
    results.push(result);
    if (result.method === null && !request.json) {
      await terminal.stderr.write(`${file}: ${result.why ?? ''}\n`);
    }
  }
  const looks = { colour: given.choice('color'), ascii: given.flag('ascii') };
  if (results.length > 0) await print(results, request, looks, terminal);
  return gravest(results.map(codeOf));
};
