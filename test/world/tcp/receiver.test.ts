import { describe, expect, it } from 'vitest';
import type { MessagePort } from '../../../src/world/ports.ts';
import { Receiver } from '../../../src/world/tcp/receiver.ts';

/** A segment of 100 bytes. */
function segment(seq: number, sentAtNs: number): MessagePort {
  return { seq, length: 100, sentAtNs, isAltered: false, isLast: false } as MessagePort;
}

describe('the sending that an acknowledgement answers', () => {
  it('is the first of those that it acknowledges', () => {
    const receiver = new Receiver(65_536, 1460);
    for (const one of [segment(0, 1000), segment(100, 2000)]) {
      expect(receiver.sort(one)).toBe('next');
      receiver.take(one);
    }
    expect(receiver.echoNs).toBe(1000);
  });

  it('is never an older one than was answered before: what comes late a second time tells nothing', () => {
    const receiver = new Receiver(65_536, 1460);
    const first = segment(0, 1000);
    receiver.sort(first);
    receiver.take(first);
    receiver.advertise();
    const second = segment(100, 9000);
    receiver.sort(second);
    receiver.take(second);
    expect(receiver.sort(segment(0, 500))).toBe('known');
    expect(receiver.echoNs).toBe(9000);
  });
});
