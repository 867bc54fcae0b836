/** What can be done with kept failures. */
export const corpusWords = ['add', 'run'] as const;
