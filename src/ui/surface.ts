import { textWidth } from '../base/text/width.ts';

// eslint-disable-next-line no-control-regex -- what paints begins with a control character
const paints = /\u001b\[[0-9;]*m/g;

/**
 * The terminal as ink may see it. Ink clears the whole terminal, scrollback included, when a frame is
 * as tall as the terminal, which a resize can bring about behind our back. So ink is told of a
 * terminal without a bottom, and of a resize only when a frame of the new size is ready.
 */
export interface Surface {
  /** What ink writes to. */
  readonly stream: NodeJS.WriteStream;
  /** Tells ink that the size has changed. */
  resized(): void;
  /** Erases rows above the cursor, of which ink does not know. */
  erase(rows: number): void;
}

const eraseRow = '\u001b[2K\u001b[1A';

/** How many more rows some lines take once a narrower terminal has wrapped them. */
export function wrappedRows(lines: readonly string[], columns: number): number {
  return lines.reduce((more, line) => {
    const width = textWidth(line.replace(paints, ''));
    return more + Math.max(0, Math.ceil(width / columns) - 1);
  }, 0);
}

const bottomless = 1_000_000;

/** Puts a surface before a terminal's stream. Everything but height and resize events is the stream's own. */
export function surfaceOf(terminal: NodeJS.WriteStream): Surface {
  const listeners = new Set<() => void>();
  const stream: NodeJS.WriteStream = new Proxy(terminal, {
    get(target, name) {
      if (name === 'rows') return bottomless;
      if (name === 'on' || name === 'off') {
        return (event: string, listener: () => void) => {
          if (event !== 'resize') target[name](event, listener);
          else if (name === 'on') listeners.add(listener);
          else listeners.delete(listener);
          return stream;
        };
      }
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  return {
    stream,
    resized() {
      for (const listener of listeners) listener();
    },
    erase(rows) {
      if (rows > 0) terminal.write(eraseRow.repeat(rows));
    },
  };
}
