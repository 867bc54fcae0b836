/** What `report` can do. */
export const reportWords = ['merge'] as const;
