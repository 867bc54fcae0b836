import { createRequire } from 'node:module';
import type { Script } from 'node:vm';

/** Loads modules of Node that few runs need, and only then: they are slow to load. */
const load = createRequire(import.meta.url);

/** How pending microtasks are run at once; `macrotask`: only by going back to the event loop. */
export type DrainMode = 'checkpoint' | 'tick' | 'macrotask';

/** All of them, the best one first. */
export const drainModes: readonly DrainMode[] = ['checkpoint', 'tick', 'macrotask'];

type Drain = () => boolean;

/**
 * V8's own "run the microtasks now". The flag that lets it be named stays set, because V8 may drop
 * the compiled function and compile it again at any time; it only widens the grammar.
 */
function checkpointDrain(): Drain {
  const v8: { setFlagsFromString(flags: string): void } = load('node:v8');
  const vm: { readonly Script: typeof Script } = load('node:vm');
  v8.setFlagsFromString('--allow-natives-syntax');
  const run = new vm.Script(
    '() => { %PerformMicrotaskCheckpoint(); return true; }',
  ).runInThisContext();
  return run as Drain;
}

/** Node's "run ticks and microtasks now", which also tells of rejections that nobody handles. */
function tickDrain(): Drain {
  const { _tickCallback } = process as { readonly _tickCallback?: () => void };
  if (_tickCallback === undefined) throw new Error('this Node has no _tickCallback');
  return () => {
    _tickCallback.call(process);
    return true;
  };
}

const makers: Readonly<Record<DrainMode, () => Drain>> = {
  checkpoint: checkpointDrain,
  tick: tickDrain,
  macrotask: () => () => false,
};

/** Whether a chain of promises really runs: inside a microtask it would not, silently. */
function works(drain: Drain): boolean {
  let isDone = false;
  void Promise.resolve()
    .then(() => undefined)
    .then(() => (isDone = true));
  return drain() && isDone;
}

/** What a way of draining must do, and which one is to be tried first. */
export interface DrainWish {
  readonly wanted?: string | undefined;
  /** It must tell within the step of a rejection that nobody handles: a checkpoint does not. */
  readonly hearsRejections: boolean;
}

/**
 * The first way of draining that works here and now. Call it from a macrotask: inside a microtask
 * none does, and `macrotask` is the answer.
 */
export function chooseDrain({ wanted, hearsRejections }: DrainWish): {
  readonly mode: DrainMode;
  readonly drain: Drain;
} {
  const able = drainModes.filter((mode) => mode !== 'checkpoint' || !hearsRejections);
  const order = [...able.filter((mode) => mode === wanted), ...able];
  for (const mode of order) {
    try {
      const drain = makers[mode]();
      if (mode === 'macrotask' || works(drain)) return { mode, drain };
    } catch {
      // This version of Node does not have it: the next one is tried.
    }
  }
  return { mode: 'macrotask', drain: makers.macrotask() };
}
