import type { Infer } from '../../base/schema/description.ts';
import { boolean, duration, integer, object, oneOf, size } from '../../base/schema/builders.ts';

/** How the kernel of one machine does TCP. All times in ns, all sizes in bytes. */
export interface TcpSettings {
  /** Retransmissions of a SYN before the opening fails, beside the linear ones. */
  readonly synRetries: number;
  /** The first so many retransmissions of a SYN come without backing off. */
  readonly synLinearTimeouts: number;
  readonly synAckRetries: number;
  /** From how many retransmissions the time is computed after which a connection is given up. */
  readonly dataRetries: number;
  /** 0: every segment is acknowledged at once. */
  readonly delayedAckNs: number;
  readonly tailLossProbe: boolean;
  readonly fastRetransmit: boolean;
  /** Acknowledgements tell which sending they answer, so that resent segments measure too. */
  readonly timestamps: boolean;
  /** Segments that may be under way at first. */
  readonly initialWindow: number;
  readonly receiveBufferBytes: number;
  readonly sendBufferBytes: number;
  /** Null: silence is never asked about. */
  readonly keepalive: Keepalive | null;
  /** Nothing acknowledged for so long ends the connection; null: only the retries do. */
  readonly userTimeoutNs: number | null;
  /** What routers say of a packet that they cannot forward reaches it; false: a filter takes it. */
  readonly icmp: boolean;
}

/** When an idle connection is asked whether it still lives. */
export interface Keepalive {
  readonly idleNs: number;
  readonly everyNs: number;
  readonly probes: number;
}

/** The limits of the retransmission timeout, as Linux has them. */
export const rtoNs = {
  initial: 1_000_000_000,
  /** What it is longer than the smoothed round trip, at least. */
  min: 200_000_000,
  max: 120_000_000_000,
  /** For data, when the SYN or its answer had to be sent again (RFC 6298, 5.7). */
  afterSlowStart: 3_000_000_000,
} as const;

/** Bytes of the IP and TCP headers in each segment. */
export const headerBytes = 40;

/** Bytes that a message needs on a connection beside its body: its kind, length and number. */
export const frameBytes = 16;

const linux: TcpSettings = {
  synRetries: 6,
  synLinearTimeouts: 0,
  synAckRetries: 5,
  dataRetries: 15,
  delayedAckNs: 40_000_000,
  tailLossProbe: true,
  fastRetransmit: true,
  timestamps: true,
  initialWindow: 10,
  // The sizes up to which Linux tunes its buffers by itself.
  receiveBufferBytes: 6_291_456,
  sendBufferBytes: 4_194_304,
  keepalive: null,
  userTimeoutNs: null,
  icmp: true,
};

/** Kernels by name. */
export const tcpPresets = {
  'linux-5.15': linux,
  // Since 6.5 the first four retransmissions of a SYN come after 1 s each.
  'linux-6.5': { ...linux, synLinearTimeouts: 4 },
} as const satisfies { readonly [name: string]: TcpSettings };

/** The name of a preset. */
export type TcpPreset = keyof typeof tcpPresets;

export const tcpPresetNames: readonly TcpPreset[] = ['linux-5.15', 'linux-6.5'];

/** The kernel of a node of which nothing is said. */
export const usualTcp: TcpPreset = 'linux-6.5';

/** What a scenario may say of a node's TCP. What it leaves out is as the preset has it. */
export const tcpFields = {
  preset: oneOf(tcpPresetNames, 'The kernel that it is like.').default(usualTcp),
  'syn-retries': integer('Retransmissions of a SYN.').min(0).max(127).optional(),
  'syn-linear-timeouts': integer('So many of them first without backing off.')
    .min(0)
    .max(127)
    .optional(),
  'syn-ack-retries': integer('Retransmissions of the answer to a SYN.').min(0).max(127).optional(),
  'data-retries': integer('From these the time is computed after which data is given up.')
    .min(1)
    .max(127)
    .optional(),
  'delayed-ack': duration('How long an acknowledgement waits for data; 0s: not at all.').optional(),
  'tail-loss-probe': boolean('Asks early after the last segment of a burst.').optional(),
  'fast-retransmit': boolean('Three duplicate acknowledgements send again.').optional(),
  timestamps: boolean('Measures resent segments too; false: Karn leaves them out.').optional(),
  'initial-window': integer('Segments under way at first.').min(1).max(1000).optional(),
  'receive-buffer': size('What it keeps for a process that does not read.').min('4KiB').optional(),
  'send-buffer': size('What a process may write ahead.').min('4KiB').optional(),
  keepalive: object(
    {
      idle: duration('After so long a silence.').default('7200s'),
      every: duration('From one probe to the next.').default('75s'),
      probes: integer('So many without an answer end it.').min(1).default(9),
    },
    'Asks idle connections whether they still live; off unless it is here.',
  ).optional(),
  'user-timeout': duration('Nothing acknowledged for so long ends a connection.').optional(),
  icmp: boolean('false: a filter takes what routers say of unreachable hosts.').optional(),
};

/** The settings of a kernel as a scenario writes them. */
export function tcpSettings(written: Infer<typeof tcpFields>): TcpSettings {
  const preset = tcpPresets[written.preset];
  const { keepalive } = written;
  return {
    synRetries: written['syn-retries'] ?? preset.synRetries,
    synLinearTimeouts: written['syn-linear-timeouts'] ?? preset.synLinearTimeouts,
    synAckRetries: written['syn-ack-retries'] ?? preset.synAckRetries,
    dataRetries: written['data-retries'] ?? preset.dataRetries,
    delayedAckNs: written['delayed-ack'] ?? preset.delayedAckNs,
    tailLossProbe: written['tail-loss-probe'] ?? preset.tailLossProbe,
    fastRetransmit: written['fast-retransmit'] ?? preset.fastRetransmit,
    timestamps: written.timestamps ?? preset.timestamps,
    initialWindow: written['initial-window'] ?? preset.initialWindow,
    receiveBufferBytes: written['receive-buffer'] ?? preset.receiveBufferBytes,
    sendBufferBytes: written['send-buffer'] ?? preset.sendBufferBytes,
    keepalive:
      keepalive === undefined
        ? preset.keepalive
        : { idleNs: keepalive.idle, everyNs: keepalive.every, probes: keepalive.probes },
    userTimeoutNs: written['user-timeout'] ?? preset.userTimeoutNs,
    icmp: written.icmp ?? preset.icmp,
  };
}

/**
 * How long nothing may be acknowledged before a connection is given up: the retries as they would
 * come from the shortest timeout, doubling up to the longest. 15 retries are 924.6 s.
 */
export function giveUpNs(dataRetries: number): number {
  let sum = 0;
  let gap: number = rtoNs.min;
  for (let tries = 0; tries <= dataRetries; tries++) {
    sum += gap;
    gap = Math.min(gap * 2, rtoNs.max);
  }
  return sum;
}

/** The wait after a SYN, or its answer, has been sent so many times beside the first. */
export function synWaitNs(resent: number, linearTimeouts: number): number {
  let wait: number = rtoNs.initial;
  for (let tries = linearTimeouts; tries < resent; tries++) wait *= 2;
  return Math.min(wait, rtoNs.max);
}
