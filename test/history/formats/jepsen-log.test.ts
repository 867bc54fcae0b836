import { describe, expect, it } from 'vitest';
import { complaint, operationsOf, readText } from '../../support/read-history.ts';

const text = `2020-01-01 INFO  jepsen.core - Starting up
INFO  jepsen.util - 0\t:invoke\t:read\tnil
INFO  jepsen.util - 1\t:invoke\t:write\t4
INFO  jepsen.util - :nemesis\t:info\t:start\t"Cut off [:n1 #_"
INFO  jepsen.util - 3 nodes are up
INFO  jepsen.util - ;
INFO [t] jepsen worker 1 - jepsen.util 1\t:ok\t:write\t4
INFO  jepsen.util - 0\t:fail\t:read\t:timed-out
INFO  jepsen.util - 1\t:invoke\t:cas\t[4 1]
INFO  jepsen.util - 1\t:fail\t:cas\t[4 1]
INFO  jepsen.util - 0\t:invoke\t:cas\t[4 2]
INFO  jepsen.util - 0\t:info\t:cas\t:timed-out
INFO  jepsen.util - 0\t:invoke\t:read\tnil
INFO  jepsen.util - 0 :ok :read 2`;

describe('the log of Jepsen', () => {
  it('tells operations among lines of other kinds', () => {
    const { history } = readText('jepsen-log', text);
    expect(operationsOf(history)).toEqual([
      '0 read nil -> nil unknown 0..',
      '1 write 4 -> nil ok 1..2',
      '1 cas [4 1] -> false ok 3..4',
      '2 cas [4 2] -> nil unknown 5..',
      '3 read nil -> 2 ok 6..7',
    ]);
    expect(history.processes).toEqual(['0', '1', '0', '0']);
    expect([...history.invokedLine.subarray(0, 5)]).toEqual([2, 3, 9, 11, 13]);
  });

  it('may have a colon behind the name of the logger, and an error behind the value', () => {
    const line = (words: string) =>
      `2021-02-26 23:39:01,300{GMT}\tINFO\t[jepsen worker 0] jepsen.util: ${words}\n`;
    const lines = [
      '0\t:invoke\t:cas\t[6 [0 1]]',
      '0\t:fail\t:cas\t[6 [0 1]]\t:conn-closed',
      '0\t:invoke\t:cas\t[6 [0 1]]',
      '0\t:fail\t:cas\t[6 [0 1]]\t[:did-not-match "0"]',
      ':nemesis\t:info\t:kill\t:all',
      '0\t:invoke\t:cas\t[6 [0 1]]',
      '0\t:fail\t:cas\t[6 [0 1]]\t',
      '0\t:invoke\t:read\t[6 nil]',
      '0\t:info\t:read\t[6 nil]\t"a {b"',
    ];
    const { history } = readText('jepsen-log', lines.map(line).join(''));
    expect(operationsOf(history)).toEqual([
      '0 cas 6:[0 1] -> nil fail 0..1',
      '0 cas 6:[0 1] -> false ok 2..3',
      '0 cas 6:[0 1] -> false ok 4..5',
      '0 read 6:nil -> nil unknown 6..',
    ]);
  });

  it('may have CR and LF, and a line feed at its end', () => {
    const { history } = readText('jepsen-log', `${text.replaceAll('\n', '\r\n')}\r\n`);
    expect(operationsOf(history)).toEqual(operationsOf(readText('jepsen-log', text).history));
  });

  it('is refused where a value ends too early, or an operation is none', () => {
    const of = (line: string) => complaint('jepsen-log', `x\nINFO  jepsen.util - ${line}\nx`);
    expect(of('0\t:invoke\t:cas\t[1')).toBe('2:38 expected a value, found the end of the line');
    expect(of('0\t:began\t:cas\t[1 2]')).toBe(
      '2:23 expected the type invoke, ok, fail or info, found `:`',
    );
    expect(of('0\t:invoke\tcas\t[1 2]')).toBe(
      '2:31 expected the name of an operation, such as :read, found `c`',
    );
    expect(of('0\t:ok\t:read\t1')).toBe('2:1 process 0 has no open operation that could end here');
  });
});
