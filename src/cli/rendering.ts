import type { Paint } from '../base/text/paint.ts';
import type { RenderOptions } from '../reports/define.ts';
import { forcedSize, glyphsFor, type Terminal, wantsColour } from './terminal.ts';

/** What flags say about how text looks. */
export interface Appearance {
  /** Colours, or none; null: as the environment and the stream have it. */
  readonly colour: boolean | null;
  readonly ascii: boolean;
}

/** The colours, loaded only if one of the streams wants them; null when none does. */
export async function paintFor(
  streams: readonly NodeJS.WriteStream[],
  { colour }: Appearance,
  { env }: Terminal,
): Promise<Paint | null> {
  if (!streams.some((stream) => wantsColour(colour, env, stream))) return null;
  const { chalkPaint } = await import('../reports/text/paint.ts');
  return chalkPaint(1);
}

/** How text looks on a stream: on a terminal its width counts; colours only where they are wanted. */
export function renderingOn(
  stream: NodeJS.WriteStream,
  { colour, ascii }: Appearance,
  { env }: Terminal,
  paint: Paint | null,
): RenderOptions {
  const { columns } = forcedSize(env) ?? (stream.isTTY ? stream : { columns: undefined });
  return {
    glyphs: glyphsFor(ascii, env),
    ...(columns === undefined || columns === 0 ? {} : { columns }),
    ...(paint !== null && wantsColour(colour, env, stream) ? { paint } : {}),
  };
}
