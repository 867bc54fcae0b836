import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessagePort } from '../../../src/world/ports.ts';
import { SendQueue } from '../../../src/world/tcp/send-queue.ts';

/** Only its identity matters here. */
const segment = (seq: number): MessagePort => ({ seq }) as MessagePort;

describe('the send queue', () => {
  it('gives back what was put in, in order, whatever comes and goes', () => {
    const steps = fc.array(fc.oneof(fc.constant('push'), fc.constant('shift')), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (done) => {
        const queue = new SendQueue();
        const model: number[] = [];
        let next = 0;
        for (const step of done) {
          if (step === 'push') {
            queue.push(segment(next));
            model.push(next++);
          } else if (model.length > 0) {
            queue.shift();
            model.shift();
          }
          expect(queue.length).toBe(model.length);
          expect(model.map((_, place) => queue.at(place).seq)).toEqual(model);
        }
      }),
      { seed: 42 },
    );
  });
});
