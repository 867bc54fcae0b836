import { describe, expect, it } from 'vitest';
import { textWidth } from '../../../src/base/text/width.ts';
import type { CheckResult } from '../../../src/cli/check/answer.ts';
import { answerText } from '../../../src/cli/check/answer-text.ts';
import { judged } from '../../../src/cli/check/judge.ts';
import { usualSearch } from '../../../src/cli/limits.ts';
import { ednReader } from '../../../src/history/formats/jepsen-stream.ts';
import { styleOf } from '../../../src/reports/text/style.ts';

/** What is found about a text of EDN by a model. */
function found(model: string, ...events: readonly string[]): CheckResult {
  const reader = ednReader({}, false);
  reader.push(new TextEncoder().encode(events.map((event) => `{${event}}\n`).join('')));
  return judged('history.edn', reader.end(), {
    files: [],
    model,
    consistency: null,
    format: 'auto',
    initial: undefined,
    partition: true,
    run: null,
    workload: null,
    keyed: null,
    budget: usualSearch,
    exports: [],
    onlyWrites: false,
    quiet: false,
    json: false,
  });
}

const stale = found(
  'register',
  ':process 0 :time 1000000 :type :invoke :f :write :value "a long text that says little"',
  ':process 0 :time 2000000 :type :ok :f :write :value "a long text that says little"',
  ':process 2 :time 2500000 :type :invoke :f :write :value 3',
  ':process 1 :time 3000000 :type :invoke :f :read :value nil',
  ':process 1 :time 4000000 :type :ok :f :read :value nil',
);

describe('the text of an answer', () => {
  it('says when, where the recorder had a clock', () => {
    const text = answerText([stale], styleOf());
    expect(text).toMatch(/^VIOLATED {2}history\.edn\n3 operations of register: not linearizable\n/);
    expect(text).toContain('0.001s..0.002s');
    expect(text).toContain('read');
  });

  it('fits any width, and draws bars where there is room', () => {
    for (const columns of [40, 60, 80, 100, 200]) {
      const lines = answerText([stale], styleOf({ columns })).split('\n');
      expect(lines.filter((line) => textWidth(line) > columns)).toEqual([]);
    }
    expect(answerText([stale], styleOf({ columns: 100 }))).toContain('┝');
    expect(answerText([stale], styleOf({ columns: 40 }))).not.toContain('┝');
  });

  it('has a line for each of several files, and the reasons of those that did not hold', () => {
    const held = {
      ...found(
        'register',
        ':process 0 :type :invoke :f :read :value nil',
        ':process 0 :type :ok :f :read :value nil',
      ),
      file: 'held.edn',
    };
    const text = answerText([held, stale], styleOf());
    expect(text.split('\n').slice(0, 2)).toEqual([
      'HELD      held.edn',
      expect.stringMatching(/^VIOLATED {2}history\.edn {2}\S/),
    ]);
    expect(text.match(/not linearizable/g)).toHaveLength(1);
  });

  it('is nothing of nothing', () => {
    expect(answerText([], styleOf())).toBe('');
  });
});
