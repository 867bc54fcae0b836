/** All forms of a run for the tools of others: what is completed and helped with before any is loaded. */
export const traceNames = ['perfetto', 'shiviz'] as const;
