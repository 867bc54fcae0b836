/** All reporters: what is completed and helped with before any is loaded. */
export const reporterNames = [
  'github',
  'html',
  'json',
  'junit',
  'markdown',
  'mermaid',
  'svg',
  'text',
] as const;
