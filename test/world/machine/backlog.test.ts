import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Backlog, mostWaitingDatagrams } from '../../../src/world/machine/backlog.ts';
import type { Due } from '../../../src/world/ports.ts';

type Sort = { readonly resumes: boolean; readonly isDatagram: boolean };

const due = (sort: Sort, dropped: () => void = () => undefined): Due => ({
  ...sort,
  due: () => undefined,
  dropped,
});
const datagram = { resumes: false, isDatagram: true };

const acts = fc.array(
  fc.oneof(
    fc.record({ add: fc.record({ resumes: fc.boolean(), isDatagram: fc.boolean() }) }),
    fc.record({ busy: fc.boolean() }),
  ),
  { maxLength: 400, size: 'max' },
);

describe('a backlog', () => {
  it('gives each in the order in which it was due; to a busy process only what resumes it', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const backlog = new Backlog();
        const plain: Due[] = [];
        for (const act of all) {
          if ('add' in act) {
            const one = due(act.add);
            backlog.add(one);
            plain.push(one);
          } else {
            const at = plain.findIndex(({ resumes }) => resumes || !act.busy);
            expect(backlog.hasNext(act.busy)).toBe(at >= 0);
            expect(backlog.take(act.busy)).toBe(at < 0 ? null : plain.splice(at, 1)[0]);
          }
          expect(backlog.size).toBe(plain.length);
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('has room for so many datagrams, and for all else', () => {
    const backlog = new Backlog();
    for (let i = 0; i < mostWaitingDatagrams; i++) expect(backlog.add(due(datagram))).toBe(true);
    expect(backlog.add(due(datagram))).toBe(false);
    expect(backlog.add(due({ resumes: false, isDatagram: false }))).toBe(true);
    backlog.take(false);
    expect(backlog.add(due(datagram))).toBe(true);
  });

  it('tells all that are in it when their process is dead, in order', () => {
    const backlog = new Backlog();
    const told: number[] = [];
    for (const n of [1, 2, 3, 4]) {
      backlog.add(due({ resumes: n % 2 === 0, isDatagram: true }, () => told.push(n)));
    }
    backlog.drop();
    expect([told, backlog.size]).toEqual([[1, 2, 3, 4], 0]);
  });
});
