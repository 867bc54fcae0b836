import type { Due, ProcessPort } from './ports.ts';

/** The first step of a process. A fault that struck at its start may put it off. */
export class Beginning implements Due {
  readonly resumes = true;
  readonly isDatagram = false;

  due(process: ProcessPort): void {
    process.start();
  }
}
