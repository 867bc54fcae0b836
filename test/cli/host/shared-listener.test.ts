import { describe, expect, it } from 'vitest';
import { SharedListener } from '../../../src/cli/host/shared-listener.ts';

describe('a shared listener', () => {
  it('listens once, tells everybody of it, and leaves with the last one', () => {
    const listeners = () => process.listenerCount('beforeExit');
    const before = listeners();
    const shared = new SharedListener('beforeExit');
    const heard: unknown[] = [];
    const first = (code: unknown): void => {
      heard.push(['first', code]);
      shared.delete(first);
    };
    const second = (code: unknown): void => void heard.push(['second', code]);
    shared.add(first);
    shared.add(second);
    expect(listeners()).toBe(before + 1);
    for (const listener of process.listeners('beforeExit').slice(before)) listener(0);
    expect(heard).toEqual([
      ['first', 0],
      ['second', 0],
    ]);
    shared.delete(second);
    shared.delete(second);
    expect(listeners()).toBe(before);
  });
});
