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
  };
}
