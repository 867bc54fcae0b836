import { aFlag, aFunction, demandDeclared, perhaps, someText } from '../base/declaration.ts';
import type { Glyphs } from '../base/text/glyphs.ts';
import type { Paint } from '../base/text/paint.ts';
import type { Report } from '../run/report/report.ts';

/** How a person wants a report to look, and how she asked for it. All may be absent. */
export interface RenderOptions {
  /** Cells a line may have; 100 when absent, at least 40. */
  readonly columns?: number;
  /** The marks; Unicode when absent. */
  readonly glyphs?: Glyphs;
  /** Colours; none when absent. */
  readonly paint?: Paint;
  /** What was selected on the command line, for the line that reproduces a run. */
  readonly selection?: Selection;
}

/** Where a check is written: the scenario's file, or one that it extends. */
export interface CheckPlace {
  readonly file: string;
  readonly line: number;
}

/** What selects runs, beside what each run knows itself. */
export interface Selection {
  /** Path of a scenario's file by the scenario's name; the report only knows the file's own name. */
  readonly paths: ReadonlyMap<string, string>;
  /** Path of the file of a run of the report: several scenarios may have one name. */
  readonly pathOf?: (run: object) => string | undefined;
  /** Where the file has a check of a run of the report, its line from 1; null where it has not. */
  readonly placeOf?: (run: object, check: string) => CheckPlace | null;
  /** Values of `--check`, as given. */
  readonly checks: readonly string[];
  /** The value of `--max-events`, if it was given. */
  readonly maxEvents?: number | null;
}

/** Makes text of a report. */
export interface Reporter {
  readonly kind: 'reporter';
  readonly name: string;
  readonly summary: string;
  /** Of the file it would be written to, without the dot. */
  readonly extension: string;
  /** It reads the `messages` of runs: whoever plays for it remembers them. */
  readonly drawsMessages?: boolean;
  render(report: Report, options?: RenderOptions): string;
  /**
   * Markdown for the page of the CI step that asked, of at most so many bytes as UTF-8; empty when there
   * is no room for any. The command line appends it to the file that GITHUB_STEP_SUMMARY names.
   */
  stepSummary?(report: Report, options: RenderOptions, mostBytes: number): string;
}

const reporterParts = {
  name: someText,
  summary: someText,
  extension: someText,
  drawsMessages: perhaps(aFlag),
  render: aFunction,
  stepSummary: perhaps(aFunction),
};

/** Makes a reporter: a pure function from a report to text that ends with a line feed. */
export function defineReporter(definition: {
  readonly name: string;
  readonly summary: string;
  readonly extension: string;
  readonly drawsMessages?: boolean;
  render(report: Report, options?: RenderOptions): string;
  stepSummary?(report: Report, options: RenderOptions, mostBytes: number): string;
}): Reporter {
  demandDeclared('defineReporter', definition, reporterParts, ['name', 'render']);
  return Object.freeze({ kind: 'reporter', ...definition });
}
