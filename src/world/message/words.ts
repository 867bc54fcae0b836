/** What a message is for. `control` is between kernels: programs never see one. */
export type Role = 'datagram' | 'request' | 'reply' | 'stream' | 'control';

/** Words that kernels say: on connections, and to look up a name. */
export type Control = 'syn' | 'syn-ack' | 'ack' | 'probe' | 'fin' | 'rst' | 'lookup' | 'name';

/** How a request was answered, as it travels. */
export type ReplyStatus = 'ok' | 'fail' | 'unknown';

/** Why a message was lost. */
export type LossCause =
  | 'partition'
  | 'unreachable'
  | 'refuse'
  | 'reset'
  | 'no-link'
  | 'loss'
  | 'queue-full'
  | 'no-circuit'
  | 'host-down'
  | 'no-process'
  | 'buffer-full'
  | 'connection-closed';
