import { canonicalJson } from '../../base/json/json.ts';
import type { Run } from '../../run/report/report.ts';

/** How two plays of one run differ, in a sentence; null when every byte is the same. */
export function firstDifference(first: Run, second: Run): string | null {
  const [one, other] = [first.trace, second.trace];
  if (one.digest === other.digest) {
    const isSame = canonicalJson(first) === canonicalJson(second);
    return isSame ? null : 'the traces are the same and the reports are not';
  }
  const place = one.checkpoints.findIndex((hash, index) => hash !== other.checkpoints[index]);
  const where =
    place < 0
      ? 'after the last checkpoint'
      : `at checkpoint ${place + 1} of ${one.checkpoints.length}`;
  return `the traces of ${one.events} and ${other.events} events part ${where}`;
}
