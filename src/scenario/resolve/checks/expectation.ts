import { closest } from '../../../base/text/suggest.ts';
import { type Verdict, verdicts } from '../../../library/checks/define.ts';
import type { Spot } from '../../source/tree.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import { readText } from '../../values.ts';
import { severalOf } from '../several.ts';

function verdictOf(word: string, spot: Spot, problems: Problems): Verdict | undefined {
  const verdict = verdicts.find((known) => known === word);
  if (verdict === undefined) {
    problems.atValue('E_UNKNOWN_WORD', spot, `"${word}" is no verdict`, {
      meant: closest(word, verdicts),
      notes: [`expected one of: ${verdicts.join(', ')}; or several with \`or\``],
    });
  }
  return verdict;
}

/** The verdicts that are as expected: one, several with `or`, or a list. `held` unless it says so. */
export function readExpectation(spot: Spot | undefined, problems: Problems): readonly Verdict[] {
  if (spot === undefined) return ['held'];
  const spots = severalOf(spot, 'E_TYPE', 'an empty list expects no verdict at all', problems);
  const found = spots.flatMap((item) => {
    const text = readText(item, problems);
    const words = text === undefined ? [] : text.trim().split(/\s+or\s+/);
    return words.flatMap((word) => verdictOf(word, item, problems) ?? []);
  });
  return found.length === 0 ? ['held'] : [...new Set(found)];
}
