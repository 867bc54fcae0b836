/**
 * The six true causes of a request without a good answer, and `done` (chapter: "Unreliable
 * Networks"). Only an observer knows which it was, at the moment when its client stopped waiting.
 */
export const truthMeanings = {
  done: 'The request was handled, and its answer came back: a yes, a no, or that nobody knows.',
  lost: 'The request was lost on its way, or knew no way, and nobody had handled it: sent again by a connection, it may yet be.',
  queued:
    'The request was still waiting, in the network or at its receiver: it may yet be handled.',
  dead: 'The node that was to answer was dead.',
  paused: 'The process that was to answer stood still: it may go on, and handle the request.',
  'reply-lost': 'The request was handled, and the reply was lost on its way.',
  'reply-late':
    'The request was being handled, or was handled, and the reply was still on its way.',
} as const;
export type Truth = keyof typeof truthMeanings;

export const truths = Object.keys(truthMeanings) as readonly Truth[];
