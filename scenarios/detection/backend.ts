import { ack, boolean, defineProgram, node as nodeId, refuse, request, text } from 'fault-sim';

export const backend = defineProgram({
  name: 'backend',
  summary: 'Serves requests, and says whether it is well when it is asked.',
  config: {
    database: nodeId('What it needs for some of its work.'),
    deep: boolean('It calls itself well only when its database answers.').default(false),
  },
  messages: {
    serve: request({}),
    health: request({}, {}, { 'not-well': {} }),
    echo: request({ words: text() }, { words: text() }),
  },

  start(node, { database, deep }) {
    node.on('serve', () => ack);
    node.on('health', async () => {
      if (!deep) return ack;
      const outcome = await node.call(database, 'echo', { words: node.id }, { timeout: '100ms' });
      return outcome.status === 'ok' ? ack : refuse('not-well');
    });
  },
});
