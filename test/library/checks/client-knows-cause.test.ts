import { describe, expect, it } from 'vitest';
import { clientKnowsCause } from '../../../src/library/checks/client-knows-cause.ts';
import { judge } from '../../support/check-stage.ts';

describe('client-knows-cause', () => {
  it('holds when a closed port says that the process is dead', () => {
    const { verdict } = judge(clientKnowsCause, {}, (stage) => {
      stage.at(1).done({ outcome: { status: 'fail', error: 'connection-refused' }, truth: 'dead' });
    });
    expect(verdict).toBe('held');
  });

  it('is violated by silence, whatever was behind it', () => {
    for (const truth of ['lost', 'queued', 'dead', 'paused', 'reply-lost', 'reply-late'] as const) {
      const { verdict, witness } = judge(clientKnowsCause, {}, (stage) => {
        stage
          .at(2)
          .done({ outcome: { status: 'unknown', error: 'timeout' }, truth, beganSeconds: 1 });
      });
      expect(verdict).toBe('violated');
      expect(witness?.why).toContain(truth);
    }
  });

  it('is vacuous when nothing failed', () => {
    expect(judge(clientKnowsCause, {}, (stage) => void stage.at(1).done()).verdict).toBe('vacuous');
  });
});
