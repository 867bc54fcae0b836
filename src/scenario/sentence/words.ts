import { stateWords } from '../sentence.ts';

/** What a fault does at an instant, as moments name it. */
export const faultEdges = ['begins', 'hits', 'ends'] as const;

/** Moments that are one word. */
export const momentWords = ['heal', 'gst', 'last-write'] as const;

/** Words with a meaning of their own in sentences and moments. */
export const sentenceWords = [
  'is',
  'not',
  ...stateWords,
  'active',
  'healed',
  ...faultEdges,
  ...momentWords,
] as const;
