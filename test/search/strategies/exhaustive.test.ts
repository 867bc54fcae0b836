import { describe, expect, it } from 'vitest';
import { exhaustive } from '../../../src/search/strategies/exhaustive.ts';
import { readSteer } from '../../../src/search/steer.ts';
import { deskProgram, orderScenario } from '../../support/order-bug.ts';
import { scratch } from '../../support/scratch.ts';
import { replayed, searchIn, violated, violations } from '../../support/search-stage.ts';

const folder = scratch();
folder.write('desk.ts', deskProgram);

/** A fault that never comes, but that remembers: states do not say all any more. */
const remembering = `faults:
  never: { fault: crash, target: d, when: { event: backwards, where: times > 99 }, duration: 1ms }
`;

const short = (name: string, times: number, more = ''): string =>
  folder.write(`${name}.yaml`, orderScenario('1ms', times, more).replace('205ms', '25ms'));

/** Which orders of the three `desk` heard in some run: one check each. */
const orders = ['abc', 'acb', 'bac', 'bca', 'cab', 'cba'];
const everyOrder = orders
  .map(
    (word) =>
      `  ${word}: { check: never, event: heard, where: order = "${word}", expect: held or violated }\n`,
  )
  .join('');

describe('every order', { timeout: 120_000 }, () => {
  it('is played, and the one that is wrong twice in a row is found', async () => {
    const [all] = await searchIn(short('twice', 2), { strategy: 'exhaustive', seeds: 5_000 });
    // Two rounds of three, whose orders are all different runs.
    expect([all?.runs, all?.space?.isLast]).toEqual([36, true]);
    const [found] = violations(all, 'in-order');
    expect(found?.count).toBe(1);
    const steer = readSteer(found?.steer ?? '');
    if ('problem' in steer) throw new Error(steer.problem);
    expect(await replayed(short('twice', 2), steer, '9')).toContain('violated');
  });

  it('comes to the same when states are told apart as when every order is played out', async () => {
    const [told] = await searchIn(short('told', 2, everyOrder), {
      strategy: 'exhaustive',
      seeds: 50_000,
    });
    const [plain] = await searchIn(short('plain', 2, everyOrder + remembering), {
      strategy: 'exhaustive',
      seeds: 50_000,
    });
    expect([told?.space?.isLast, plain?.space?.isLast]).toEqual([true, true]);
    expect(plain?.space).toMatchObject({ states: null, pruned: 0 });
    expect(told?.space?.states).toBeGreaterThan(0);
    expect(told?.runs).toBeLessThan((plain?.runs ?? 0) / 4);
    for (const check of ['in-order', ...orders]) {
      expect([check, violated(told, check) > 0]).toEqual([check, violated(plain, check) > 0]);
    }
  });

  it('says when it had no time for all', async () => {
    const [some] = await searchIn(short('some', 2), { strategy: 'exhaustive', seeds: 10 });
    expect([some?.runs, some?.space?.isLast]).toEqual([10, false]);
  });

  it('refuses what is no order', () => {
    for (const how of ['', '1', '1/2', '1/2=', 'x/1=1'])
      expect([how, exhaustive.replay({} as never, how)]).toEqual([
        how,
        expect.objectContaining({ problem: expect.any(String) }),
      ]);
  });
});
