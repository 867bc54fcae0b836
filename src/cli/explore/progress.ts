import { counted, grouped } from '../../reports/content/count.ts';
import type { Exploration } from '../../search/exploration.ts';
import type { Seeds } from '../../search/seeds.ts';
import type { Terminal } from '../terminal.ts';
import { paceText } from './pace.ts';

/** Real time between two lines, and between two looks of a line on a terminal. */
const everyMs = { line: 5_000, look: 200 } as const;

const nowMs: () => number = performance.now.bind(performance);

/** Says on standard error how far a search is: one line that changes, or a line now and then. */
export class SearchProgress {
  readonly #terminal: Terminal;
  readonly #exploration: Exploration;
  readonly #total: number;
  readonly #isLive: boolean;
  readonly #startMs = nowMs();
  #timer: NodeJS.Timeout | null = null;

  constructor(
    terminal: Terminal,
    exploration: Exploration,
    wanted: { readonly seeds: Seeds; readonly designs: number },
  ) {
    this.#terminal = terminal;
    this.#exploration = exploration;
    const { count } = wanted.seeds;
    this.#total = count === Number.MAX_SAFE_INTEGER ? Infinity : count * wanted.designs;
    this.#isLive = terminal.streams.stderr.isTTY;
  }

  start(): void {
    this.#timer = setInterval(() => this.#say(), this.#isLive ? everyMs.look : everyMs.line);
    this.#timer.unref();
  }

  /** Ends the line, so that what follows begins on a new one. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    if (this.#isLive) await this.#terminal.stderr.write('\r\u001B[K');
  }

  #say(): void {
    const { runs, findings } = this.#exploration;
    const pace = paceText(runs, nowMs() - this.#startMs);
    const of = this.#total === Infinity ? '' : ` of ${grouped(this.#total)}`;
    const kinds = counted(findings, 'kind of violation', 'kinds of violation');
    const line = [`${grouped(runs)}${of} runs`, ...(pace === null ? [] : [pace]), kinds].join(', ');
    void this.#terminal.stderr.write(this.#isLive ? `\r\u001B[K${line}` : `${line}\n`);
  }
}
