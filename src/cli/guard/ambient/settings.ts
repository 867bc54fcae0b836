import type { Ambient } from './ambient.ts';
import { nothing, setting, time } from './substitutes.ts';

/** What differs between processes and machines and is no function. Packages look there for how to behave. */
export interface AmbientSetting extends Ambient {
  /** The object that it hangs on, by its path from the globals. */
  readonly owner: string;
  readonly key: string;
}

const told = (keys: readonly string[], instead: string): AmbientSetting[] =>
  keys.map((key) => ({
    owner: 'process',
    key,
    name: `process.${key}`,
    instead,
    packages: 'always',
  }));

/** What the process was started with and on. */
export const ambientSettings: readonly AmbientSetting[] = [
  ...told(['argv', 'env'], setting),
  ...told(['pid', 'ppid'], 'node.id'),
  ...told(['arch', 'execArgv', 'execPath', 'platform', 'title', 'version', 'versions'], nothing),
  ...told(['config', 'release', 'stdin'], nothing),
  ...['hardwareConcurrency', 'language', 'languages', 'platform', 'userAgent'].map((key) => ({
    owner: 'navigator',
    key,
    name: `navigator.${key}`,
    instead: nothing,
    packages: 'always' as const,
  })),
  { owner: 'Event.prototype', key: 'timeStamp', name: 'timeStamp of an event', instead: time },
  ...['nodeTiming', 'timeOrigin'].map((key) => ({
    owner: 'performance',
    key,
    name: `performance.${key}`,
    instead: time,
  })),
];
