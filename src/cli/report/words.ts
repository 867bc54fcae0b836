/** What `report` can do. */
export const reportWords = ['convert', 'diff', 'merge'] as const;

/** How differences can be written. */
export const diffFormats = ['text', 'json', 'markdown'] as const;

/** Which differences fail. */
export const diffFailures = ['any', 'verdict', 'regression'] as const;
