import type { Boot, Due, ProcessPort } from '../ports.ts';

/** What every machine's first process is told. */
const firstBoot: Boot = Object.freeze({ count: 1, reason: 'first' });

/** What a process is told of its boot. */
export function bootOf(count: number, reason: Boot['reason']): Boot {
  return count === 1 && reason === 'first' ? firstBoot : { count, reason };
}

/** The first step of a process. A fault that struck at its start may put it off. */
export class Beginning implements Due {
  readonly resumes = true;
  readonly isDatagram = false;

  due(process: ProcessPort): void {
    process.start();
  }
}
