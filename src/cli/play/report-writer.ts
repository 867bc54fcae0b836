import type { Paint } from '../../base/text/paint.ts';
import { outcomeWord } from '../../reports/banner.ts';
import { plainVerdict } from '../../reports/moments.ts';
import type { RenderOptions, Selection } from '../../reports/define.ts';
import { annotationText, github } from '../../reports/github.ts';
import { text as textReporter } from '../../reports/text.ts';
import { grouped } from '../../reports/content/count.ts';
import type { Report } from '../../run/report/report.ts';
import { type Appearance, paintFor, renderingOn } from '../rendering.ts';
import { WriteError } from '../failure.ts';
import type { Terminal } from '../terminal.ts';
import { DraftFile } from './draft-file.ts';
import { appendStepSummary } from './step-summary.ts';
import type { Outputs } from './request.ts';

/** How reports are to look, beside what they say. */
export interface Looks extends Appearance {
  readonly quiet: boolean;
}

/** The last line alone. */
function quietText(report: Report): string {
  const [only] = report.runs;
  if (only !== undefined && report.runs.length === 1) return `${plainVerdict(only)}\n`;
  const passed = report.runs.filter(({ verdict }) => verdict === 'pass').length;
  const of = `${grouped(passed)} of ${grouped(report.runs.length)} runs as expected`;
  const stopped = report.stopped === null ? '' : `  stopped=${report.stopped}`;
  return `${outcomeWord[report.verdict]}  ${of}${stopped}\n`;
}

/** Writes a report wherever it is wanted: files first, whole or not at all, then the stream. */
export class ReportWriter {
  readonly #outputs: Outputs;
  readonly #terminal: Terminal;
  readonly #looks: Looks;
  #paint: Paint | null = null;

  constructor(outputs: Outputs, terminal: Terminal, looks: Looks) {
    this.#outputs = outputs;
    this.#terminal = terminal;
    this.#looks = looks;
  }

  /** Whether a report that is wanted draws messages: they are remembered for it. */
  get drawsMessages(): boolean {
    return this.#outputs.reports.some(({ reporter }) => reporter.drawsMessages === true);
  }

  /** Throws WriteError before anything is in its place when a file cannot be written. */
  async write(report: Report, selection: Selection): Promise<void> {
    const files = this.#outputs.reports.flatMap(({ reporter, file }) => {
      if (file === null) return [];
      return [{ file, text: reporter.render(report, this.#style(null, selection)) }];
    });
    const drafts: DraftFile[] = [];
    try {
      for (const { file, text } of files) {
        const draft = new DraftFile(file);
        drafts.push(draft);
        draft.write(text);
      }
      await this.#appendSummary(report, selection);
    } catch (error) {
      for (const draft of drafts) draft.discard();
      throw error;
    }
    for (const draft of drafts) draft.commit();
    await this.#print(report, selection);
    if (this.#outputs.tellsGithub) await this.#tellGithub(report, selection);
  }

  /**
   * GitHub reads commands in both streams, and only standard output may be somebody's input. What
   * nobody asked for does not fail when its file cannot be written.
   */
  async #tellGithub(report: Report, selection: Selection): Promise<void> {
    const { stderr, env } = this.#terminal;
    const style = this.#style(null, selection);
    await stderr.write(annotationText(report, style));
    const path = env['GITHUB_STEP_SUMMARY'] ?? '';
    if (path === '') return;
    try {
      const problem = appendStepSummary(path, [github], report, style);
      if (problem !== null) await stderr.write(`${problem}\n`);
    } catch (error) {
      if (!(error instanceof WriteError)) throw error;
      await stderr.write(`${error.message}\n`);
    }
  }

  /** Beside what was asked for, for whoever looks at the page of a CI run. */
  async #appendSummary(report: Report, selection: Selection): Promise<void> {
    const path = this.#terminal.env['GITHUB_STEP_SUMMARY'] ?? '';
    const reporters = this.#outputs.reports.map(({ reporter }) => reporter);
    if (path === '' || reporters.every(({ stepSummary }) => stepSummary === undefined)) return;
    const problem = appendStepSummary(path, reporters, report, this.#style(null, selection));
    if (problem !== null) await this.#terminal.stderr.write(`${problem}\n`);
  }

  async #print(report: Report, selection: Selection): Promise<void> {
    const { stdout, stderr, streams } = this.#terminal;
    const { eventsToStdout, reports } = this.#outputs;
    const stdoutReport = reports.find(({ file }) => file === null);
    if (
      this.#looks.quiet &&
      (stdoutReport === undefined || stdoutReport.reporter.name === 'text')
    ) {
      await (eventsToStdout ? stderr : stdout).write(quietText(report));
      return;
    }
    if (stdoutReport !== undefined) {
      const style = this.#style(streams.stdout, selection);
      await stdout.write(stdoutReport.reporter.render(report, style));
    } else if (eventsToStdout) {
      await stderr.write(textReporter.render(report, this.#style(streams.stderr, selection)));
    }
  }

  /** For files nothing depends on the terminal; on one, its width and colours count. */
  #style(stream: NodeJS.WriteStream | null, selection: Selection): RenderOptions {
    if (stream === null) return { selection };
    return { selection, ...renderingOn(stream, this.#looks, this.#terminal, this.#paint) };
  }

  /** Loads colours, if a stream will want them. */
  async prepare(): Promise<void> {
    const { stdout, stderr } = this.#terminal.streams;
    this.#paint = await paintFor([stdout, stderr], this.#looks, this.#terminal);
  }
}
