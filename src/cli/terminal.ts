import { asciiGlyphs, unicodeGlyphs } from '../base/text/glyphs.ts';
import type { Glyphs } from '../base/text/glyphs.ts';
import { Output } from './output.ts';

/** What a command may know of the place where it runs. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: NodeJS.ProcessEnv;
  readonly streams: {
    readonly stdin: NodeJS.ReadStream;
    readonly stdout: NodeJS.WriteStream;
    readonly stderr: NodeJS.WriteStream;
  };
}

/** The terminal of this process. */
export function openTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  return {
    stdout: new Output(stdout),
    stderr: new Output(stderr),
    env,
    streams: { stdin, stdout, stderr },
  };
}

/** Flags that say how text looks; the same for every command. */
export const looks = {
  options: [
    { flags: '--color', about: 'colours, also where there is no terminal' },
    { flags: '--no-color', about: 'no colours' },
    { flags: '--ascii', about: 'only ASCII in pictures and tables' },
  ],
} as const;

/**
 * Whether a stream gets colours. The flags decide, then FORCE_COLOR (0 and false: none), NO_COLOR,
 * CLICOLOR_FORCE, TERM=dumb, and whether the stream is a terminal.
 */
export function wantsColour(
  flag: boolean | null,
  env: NodeJS.ProcessEnv,
  stream: { readonly isTTY?: boolean },
): boolean {
  if (flag !== null) return flag;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return !/^(0|false)$/.test(forced);
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  if (!/^0?$/.test(env['CLICOLOR_FORCE'] ?? '')) return true;
  return env['TERM'] !== 'dumb' && stream.isTTY === true;
}

/** The marks of pictures: ASCII when asked for by flag or by FAULT_SIM_ASCII. */
export function glyphsFor(flag: boolean, env: NodeJS.ProcessEnv): Glyphs {
  return flag || !/^0?$/.test(env['FAULT_SIM_ASCII'] ?? '') ? asciiGlyphs : unicodeGlyphs;
}

/** A size that `FAULT_SIM_FORCE_TTY=100x30` pretends; null when it does not. */
export function forcedSize(
  env: NodeJS.ProcessEnv,
): { readonly columns: number; readonly rows: number } | null {
  const [, columns, rows] = /^([0-9]+)x([0-9]+)$/.exec(env['FAULT_SIM_FORCE_TTY'] ?? '') ?? [];
  return columns === undefined ? null : { columns: Number(columns), rows: Number(rows) };
}
