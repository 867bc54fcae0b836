/**
 * Errors of a failed cas that tell something: the register did not hold what was expected. Any other
 * failure only says that nothing happened.
 */
export const mismatches: readonly string[] = [
  'did-not-match',
  'mismatch',
  'not-equal',
  'precondition-failed',
];

/** Whether the error of a failed cas says that the register held something else. */
export function isMismatch(error: string): boolean {
  return mismatches.includes(error);
}
