/** The event loop and its clock, as somebody took them. */
export interface EventLoop {
  setImmediate(action: () => void): unknown;
  setTimeout(action: () => void, ms: number): unknown;
  /** Wall time in ms. */
  nowMs(): number;
}

/**
 * The event loop as it is at this moment. Tests fake timers and clocks, and on those no run would ever
 * be played: whoever can be called from tests takes it when the package is imported.
 */
export function takeEventLoop(): EventLoop {
  const { performance, setImmediate, setTimeout } = globalThis;
  return { setImmediate, setTimeout, nowMs: performance.now.bind(performance) };
}
