import { boolean, defineProgram, integer, node as nodeId, request, text } from 'fault-sim';

export const worker = defineProgram({
  name: 'worker',
  summary: 'Asks a service once a second, and may not expect it to be gone.',
  config: {
    service: nodeId('Whom it asks.'),
    careful: boolean('It reckons with refusals and silence.').default(true),
  },
  messages: { echo: request({ words: text() }, { words: text() }) },
  events: { answered: { round: integer() } },

  start(node, { service, careful }) {
    let round = 0;
    node.every('1s', async () => {
      round += 1;
      const asked = round;
      const outcome = await node.call(
        service,
        'echo',
        { words: `round ${asked}` },
        { timeout: '500ms' },
      );
      if (outcome.status === 'ok') node.observe('answered', { round: asked });
      else if (!careful) throw new Error(`this cannot happen: ${outcome.error}`);
    });
  },
});
