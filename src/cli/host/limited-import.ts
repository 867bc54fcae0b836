import { isMainThread } from 'node:worker_threads';
import { type Ending, endingOf } from '../time-limit.ts';
import { chooseDrain } from './drain.ts';
import type { EventLoop } from './event-loop.ts';
import { SharedListener } from './shared-listener.ts';

const idle = new SharedListener('beforeExit');

/** What came of an import. `never`: what it waits for cannot come any more. */
export type Imported<T> =
  | { readonly ending: 'itself'; readonly result: T }
  | { readonly ending: Exclude<Ending, 'itself'> | 'never' };

/**
 * Imports something that may not come to an end. It starts in a macrotask, where promises can be
 * driven on at once, under the limit. What it waits for then may take as long: no process is idle in
 * which a test runner has timers and pipes of its own. Rejects with what the import throws.
 */
export function limitedImport<T>(
  limitMs: number,
  eventLoop: EventLoop,
  start: () => Promise<T>,
): Promise<Imported<T>> {
  return new Promise((resolve, reject) => {
    // Nothing is under way any more, and still it waits.
    const onIdle = (): void => giveUp('never');
    const settle = (): void => idle.delete(onIdle);
    const giveUp = (ending: 'never' | 'timeout'): void => {
      settle();
      resolve({ ending });
    };
    const action = (drain: () => boolean): void => {
      start()
        .then((result) => resolve({ ending: 'itself', result }), reject)
        .finally(settle);
      drain();
    };
    idle.add(onIdle);
    eventLoop.setImmediate(() => {
      const { drain } = chooseDrain({ hearsRejections: true });
      try {
        // Workers play what this thread has loaded before: nobody interrupts them.
        const ending = endingOf(limitMs, () => action(drain), isMainThread);
        if (ending === 'itself') {
          const timer = eventLoop.setTimeout(() => giveUp('timeout'), limitMs);
          if (timer instanceof Object) (timer as Partial<NodeJS.Timeout>).unref?.();
          return;
        }
        resolve({ ending });
      } catch (error) {
        reject(error);
      }
      settle();
    });
  });
}
