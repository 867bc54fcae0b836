/**
 * Four nodes that only an order breaks: `desk` hears of three others every 10 ms, at one instant if
 * links take the same time, and it must never hear them backwards so many times in a row.
 */
export const deskProgram = `import { defineProgram, integer, node as nodeId, text } from 'fault-sim';

export const desk = defineProgram({
  name: 'desk',
  summary: 'Hears three others in turn.',
  config: { to: nodeId('Whom it tells.').optional() },
  messages: { tell: { n: integer() } },
  events: { heard: { order: text() }, backwards: { times: integer() } },
  start(node, { to }) {
    let [heard, times] = ['', 0];
    node.on('tell', (_, from) => {
      heard += from;
      if (heard.length < 3) return;
      times = heard === 'cba' ? times + 1 : 0;
      node.observe('heard', { order: heard });
      heard = '';
      node.observe('backwards', { times });
    });
    let n = 0;
    if (to !== undefined) node.every('10ms', () => node.send(to, 'tell', { n: n++ }));
  },
});
`;

/** The scenario: how long links take, and how often in a row is too often. */
export function orderScenario(latency: string, times: number, more = ''): string {
  return `version: 1
name: order
duration: 205ms
nodes:
  a: { program: ./desk.ts, config: { to: d } }
  b: { program: ./desk.ts, config: { to: d } }
  c: { program: ./desk.ts, config: { to: d } }
  d: { program: ./desk.ts }
links:
  defaults: { latency: ${latency} }
checks:
  in-order: { check: never, event: backwards, where: times >= ${times}, expect: held or violated }
${more}`;
}
