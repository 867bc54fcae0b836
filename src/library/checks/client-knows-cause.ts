import { defineCheck } from './define.ts';

/** What a client that hears nothing sees: any of the six causes looks just like this. */
const silent: ReadonlySet<string> = new Set(['timeout', 'gave-up']);

/** Whether the errors that clients got say why (chapter: "Unreliable Networks"). */
export const clientKnowsCause = defineCheck({
  name: 'client-knows-cause',
  summary: 'Each failed attempt tells its client why it failed.',
  property: 'safety',
  example: 'cause-is-known: { check: client-knows-cause, of: once, expect: violated }',
  histories: () => ({
    held: [{ at: '1s', until: '2s', client: 'c1', op: 'write', refused: 'connection-refused' }],
    violated: [{ at: '1s', client: 'c1', op: 'write' }],
  }),

  watch(run) {
    run.onAttempt((done) => {
      const { outcome, op, client, truth } = done.data;
      if (outcome.status === 'ok') return;
      run.exercised();
      if (!silent.has(outcome.error)) return;
      run.violated(
        `${client} heard "${outcome.error}" of ${op}, which six causes give alike; it was ${truth}`,
        done,
      );
    });
  },
});
