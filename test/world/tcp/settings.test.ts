import { describe, expect, it } from 'vitest';
import { readConfig } from '../../support/stage.ts';
import {
  giveUpNs,
  tcpFields,
  tcpPresetNames,
  tcpPresets,
  tcpSettings,
} from '../../../src/world/tcp/settings.ts';

const second = 1_000_000_000;
const settingsOf = (written: object) =>
  tcpSettings(readConfig(tcpFields, written) as Parameters<typeof tcpSettings>[0]);

describe('the settings of TCP', () => {
  it.each(tcpPresetNames)('are those of the preset when nothing else is said: %s', (preset) => {
    expect(settingsOf({ preset })).toEqual(tcpPresets[preset]);
  });

  it('are linux-6.5 when no preset is named, and differ from it where the scenario says so', () => {
    expect(settingsOf({ 'delayed-ack': '0s', keepalive: { idle: '10s' } })).toEqual({
      ...tcpPresets['linux-6.5'],
      delayedAckNs: 0,
      keepalive: { idleNs: 10 * second, everyNs: 75 * second, probes: 9 },
    });
  });

  it('give data up after 924.6 s with 15 retries, and after 25.4 s with 6', () => {
    expect(giveUpNs(15)).toBe(924.6 * second);
    expect(giveUpNs(6)).toBe(25.4 * second);
  });
});
