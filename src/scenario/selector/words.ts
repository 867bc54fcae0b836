/** Amounts that are words; the others are whole numbers, percentages and roles. */
export const amountWords = ['one', 'minority', 'majority'] as const;

/** Words with a meaning of their own in selectors. */
export const selectorWords = [...amountWords, 'of', 'all', 'rest', 'except'] as const;
