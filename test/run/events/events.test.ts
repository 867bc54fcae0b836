import { describe, expect, it } from 'vitest';
import { FaultStage, ms, second } from '../faults/fault-stage.ts';

describe('who listens to messages', () => {
  it('hears of them also when another one has gone', () => {
    const stage = new FaultStage([], { durationNs: second });
    const heard: string[] = [];
    const first = stage.events.onMessage(
      (_phase, { kindName }) => void heard.push(`first ${kindName}`),
    );
    stage.events.onMessage((_phase, { kindName }) => void heard.push(`second ${kindName}`));
    stage.at(150 * ms, first).play();
    expect(heard.filter((one) => one === 'first ping').length).toBeGreaterThan(0);
    expect(heard.filter((one) => one === 'second ping').length).toBeGreaterThan(
      heard.filter((one) => one === 'first ping').length,
    );
  });

  it('costs nothing from when the last one has gone', () => {
    const stage = new FaultStage([], { durationNs: second });
    const leave = stage.events.onMessage(() => undefined);
    expect(stage.world.watchMessages).toBe(true);
    leave();
    expect(stage.world.watchMessages).toBe(false);
  });
});
