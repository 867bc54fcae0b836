/**
 * The true state of a request, as an observer sees it who sees all (chapter: "Unreliable Networks").
 * When its client stops waiting, this is the cause of its silence.
 */
export type Fate =
  /** On its way, or kept by the network. */
  | 'queued'
  /** The network took it, or nobody told the way. */
  | 'lost'
  /** It met a dead process or host, or one that died before it answered. */
  | 'dead'
  /** In the buffer of a process that stands still or is busy. */
  | 'waiting'
  | 'handling'
  | 'reply-sent'
  | 'reply-lost'
  | 'answered';
