/** The page of the guide that tells of the rows of a section, by the letter that these begin with. */
export const rowPages: Readonly<Record<string, string>> = {
  A: 'a-faults',
  B: 'b-networks',
  C: 'c-detection',
  D: 'd-synchrony',
  E: 'e-clocks',
  F: 'f-pauses',
  G: 'g-majority',
  H: 'h-byzantine',
  I: 'i-models',
  J: 'j-testing',
};
