import { UsageError } from '../base/errors.ts';
import type { Problem } from '../base/time.ts';
import type { ExitCode } from './exit-code.ts';
import type { FormatName } from './listing/formats.ts';
import type { Terminal } from './terminal.ts';

/** A flag of a command. */
export interface OptionDefinition {
  /** As commander reads it: `-o, --out <folder>`. */
  readonly flags: string;
  /** What it does: a phrase without a final stop. */
  readonly about: string;
  readonly choices?: readonly string[];
  /** Beside the choices, a file of the user's own: `./mine.ts`. */
  readonly orOwnFile?: true;
  readonly fallback?: string;
  /** The environment variable that gives it when the flag does not. */
  readonly env?: string;
  /** May be given several times; all values count. */
  readonly repeatable?: true;
  /** The first arguments with which alone it counts, of a command that does several things. */
  readonly only?: readonly string[];
}

/** What a command is given beside flags. */
export interface ArgumentDefinition {
  readonly name: string;
  readonly about: string;
  /** `any`: several, or none. */
  readonly presence: 'required' | 'optional' | 'several' | 'any';
  readonly choices?: readonly string[];
}

/** Does what the command is for, knowing all commands; its answer is the exit code. */
export type CommandBody = (
  given: Given,
  terminal: Terminal,
  commands: readonly CommandDefinition[],
) => Promise<ExitCode>;

/** A command: what it is called and takes. The code that does it is loaded only when it is called. */
export interface CommandDefinition {
  readonly kind: 'command';
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  readonly arguments: readonly ArgumentDefinition[];
  readonly options: readonly OptionDefinition[];
  /** What `--json` prints, and other flags that ask for JSON; absent: it prints none. */
  readonly answers?: readonly FormatName[];
  /** Command lines that work, with what they do. */
  readonly examples: readonly { readonly line: string; readonly about: string }[];
  body(): Promise<CommandBody>;
}

/** Makes a command. */
export function defineCommand(definition: Omit<CommandDefinition, 'kind'>): CommandDefinition {
  return Object.freeze({ kind: 'command', ...definition });
}

/** `max-events` is `maxEvents` where commander keeps it. */
function keyOf(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** What the command line said, read by the names of flags. */
export class Given {
  readonly args: readonly string[];
  readonly #values: Readonly<Record<string, unknown>>;
  /** Environment variables, by the keys of the flags that they stand for. */
  readonly #fromEnv: ReadonlyMap<string, string>;

  constructor(
    args: readonly string[],
    values: Readonly<Record<string, unknown>>,
    fromEnv: ReadonlyMap<string, string> = new Map(),
  ) {
    this.args = args;
    this.#values = values;
    this.#fromEnv = fromEnv;
  }

  /** The same flags with other arguments. */
  withArgs(args: readonly string[]): Given {
    return new Given(args, this.#values, this.#fromEnv);
  }

  /** Whether a flag without a value was given; false when it was not. */
  flag(name: string): boolean {
    return this.#values[keyOf(name)] === true;
  }

  /** A flag that can be given or refused (`--x`, `--no-x`); null when neither was said. */
  choice(name: string): boolean | null {
    const value = this.#values[keyOf(name)];
    return typeof value === 'boolean' ? value : null;
  }

  /** The value of a flag; null when it was not given. */
  text(name: string): string | null {
    const value = this.#values[keyOf(name)];
    return typeof value === 'string' ? value : null;
  }

  /** The path that a flag gives; null when it was not given. Throws UsageError when it is empty. */
  path(name: string): string | null {
    const path = this.text(name);
    if (path === '') throw new UsageError(`--${name}: the path is empty`);
    return path;
  }

  /** All values of a flag that may be repeated. */
  texts(name: string): readonly string[] {
    const value = this.#values[keyOf(name)];
    return Array.isArray(value) ? value.map(String) : [];
  }

  /** How the user spelt a flag: as one, or as the environment variable that stands for it. */
  spelling(name: string): string {
    const variable = this.#fromEnv.get(keyOf(name));
    return variable === undefined ? `--${name} ` : `${variable}=`;
  }

  /** The value of a flag as it is read; null when it was not given. Throws UsageError. */
  parsed<T extends object>(name: string, parse: (text: string) => T | Problem): T | null {
    const text = this.text(name);
    if (text === null) return null;
    const parsed = parse(text);
    if ('problem' in parsed) {
      throw new UsageError(`${this.spelling(name)}${text}: ${parsed.problem}`);
    }
    return parsed;
  }

  /** A whole number of at least 1; throws UsageError when it is something else. */
  count(name: string): number | null {
    const text = this.text(name);
    if (text === null) return null;
    const count = Number(text.replaceAll('_', ''));
    if (/^[0-9_]+$/.test(text) && Number.isSafeInteger(count) && count > 0) return count;
    throw new UsageError(`--${name} ${text}: a whole number of at least 1 is wanted`);
  }
}
