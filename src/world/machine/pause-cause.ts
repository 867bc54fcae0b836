/** What a pause does to the machine around the process that it stops. */
export interface PauseEffect {
  /** Whether the kernel goes on: acknowledges segments, refuses connections, answers probes. */
  readonly kernel: 'runs' | 'stops';
  /** Whether the monotonic clock goes on, and with it the timers that count on it. */
  readonly monotonic: 'runs' | 'stops';
  readonly about: string;
}

const ofProcess = { kernel: 'runs', monotonic: 'runs' } as const;
const ofMachine = { kernel: 'stops', monotonic: 'runs' } as const;
const asleep = { kernel: 'stops', monotonic: 'stops' } as const;

/**
 * Why a process stands still (chapter: "Process Pauses"), and what stands still with it. Timers that
 * came due meanwhile run when it goes on, in order; the time of day and the boot-time clock always run.
 */
export const pauseEffects = {
  gc: { ...ofProcess, about: 'a stop-the-world garbage collection' },
  sigstop: { ...ofProcess, about: 'SIGSTOP, a debugger, Ctrl-Z' },
  'vm-suspend': { ...asleep, about: 'a virtual machine that is suspended and resumed' },
  'live-migration': { ...ofMachine, about: 'the last copy when a virtual machine moves' },
  'lid-closed': { ...asleep, about: 'a laptop or telephone that sleeps' },
  preemption: { ...ofProcess, about: 'other processes have the processor' },
  steal: { ...ofMachine, about: 'the hypervisor gives the processor to another machine' },
  throttle: { ...ofProcess, about: 'the quota of processor time of this period is used up' },
  'disk-wait': { ...ofProcess, about: 'a thread that waits for a disk, local or over the network' },
  swap: { ...ofProcess, about: 'pages of memory that come back from the disk' },
  'lock-wait': { ...ofProcess, about: 'a thread that waits for another one' },
} as const satisfies { readonly [cause: string]: PauseEffect };

/** Why a process stands still. */
export type PauseCause = keyof typeof pauseEffects;

/** All causes. */
export const pauseCauses = Object.keys(pauseEffects) as readonly PauseCause[];
