/** Colours by meaning: each takes laid-out text and may wrap it in escape codes, never change its width. */
export interface Paint {
  /** As it should be. */
  good(text: string): string;
  /** Not as it should be. */
  bad(text: string): string;
  /** Nobody can tell. */
  doubt(text: string): string;
  /** A fault, or what it does. */
  fault(text: string): string;
  /** Names and titles. */
  strong(text: string): string;
  /** Frame lines, times, labels: what the eye may skip. */
  quiet(text: string): string;
}

const same = (text: string): string => text;

/** No colours: the text as it is. */
export const plainPaint: Paint = {
  good: same,
  bad: same,
  doubt: same,
  fault: same,
  strong: same,
  quiet: same,
};
