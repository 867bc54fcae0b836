/** What a model may say of time. */
export const timings = ['synchronous', 'partially-synchronous', 'asynchronous'] as const;

/** What a model may say of failures; each includes those before it. */
export const failures = ['crash-stop', 'crash-recovery', 'omission', 'byzantine'] as const;
