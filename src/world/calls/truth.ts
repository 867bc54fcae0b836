/**
 * The six true causes of a request without a good answer, and `done` (chapter: "Unreliable
 * Networks"). Only an observer knows which it was.
 */
export const truths = [
  'done',
  'lost',
  'queued',
  'dead',
  'paused',
  'reply-lost',
  'reply-late',
] as const;
export type Truth = (typeof truths)[number];
