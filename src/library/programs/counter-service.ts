import { boolean, integer, text } from '../../base/schema.ts';
import { defineProgram } from '../../world/program/program.ts';
import { request } from '../../world/program/protocol.ts';

/** Not idempotent on purpose: counting twice is the simplest effect that shows. */
export const counterService = defineProgram({
  name: 'counter-service',
  summary: 'Counts, and may remember which requests it has counted already.',
  config: {
    deduplicate: boolean(
      'Answer a request that was done before with its first answer, without doing it again.',
    ).default(false),
  },
  messages: {
    increment: request({ key: text() }, { value: integer() }),
    read: request({ key: text() }, { value: integer() }),
  },
  events: { applied: { request: text(), key: text(), value: integer() } },

  start(node, config) {
    const counts = node.state(new Map<string, number>());
    /** Answers by request. A service that lives longer would forget them after some time. */
    const answers = node.state(new Map<string, number>());

    node.on('increment', ({ key }, _from, { id }) => {
      const before = config.deduplicate ? answers.get(id) : undefined;
      if (before !== undefined) return { value: before };

      const value = (counts.get(key) ?? 0) + 1;
      counts.set(key, value);
      if (config.deduplicate) answers.set(id, value);
      node.observe('applied', { request: id, key, value });
      return { value };
    });

    node.on('read', ({ key }) => ({ value: counts.get(key) ?? 0 }));
  },
});
