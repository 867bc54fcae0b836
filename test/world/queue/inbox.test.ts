import { describe, expect, it } from 'vitest';
import { Inbox } from '../../../src/world/queue/inbox.ts';

describe('an inbox', () => {
  it('lets out in their order what comes behind a packet that waits, however many they are', () => {
    const out: number[] = [];
    let room = 0;
    const inbox = new Inbox(() => {
      room += 1;
    });
    let goOn = (): void => undefined;
    inbox.enter((gone) => {
      goOn = gone;
    });
    const count = 50_000;
    for (let n = 0; n < count; n += 1) {
      inbox.enter((gone) => {
        out.push(n);
        gone();
      });
    }
    expect([out.length, room]).toEqual([0, 0]);
    goOn();
    expect(out).toEqual(Array.from({ length: count }, (_, n) => n));
    expect(room).toBe(count + 1);
  });

  it('keeps what comes while a packet leaves behind those that were there', () => {
    const out: string[] = [];
    const inbox = new Inbox(() => undefined);
    const packet = (name: string, more: () => void = () => undefined) =>
      inbox.enter((gone) => {
        out.push(name);
        more();
        gone();
      });
    let goOn = (): void => undefined;
    inbox.enter((gone) => {
      goOn = gone;
    });
    packet('a', () => packet('c'));
    packet('b');
    goOn();
    packet('d');
    expect(out).toEqual(['a', 'b', 'c', 'd']);
  });
});
