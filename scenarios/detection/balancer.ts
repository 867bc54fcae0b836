import { ack, boolean, defineProgram, duration, integer, nodes, refuse, request } from 'fault-sim';

export const balancer = defineProgram({
  name: 'balancer',
  summary: 'Hands requests to backends in turn, leaving out those that it believes to be dead.',
  config: {
    backends: nodes('Who serves.'),
    checks: boolean('It asks them whether they are well.').default(true),
    every: duration('Time between two questions.').default('250ms'),
    fall: integer('So many bad answers in a row take one out.').min(1).default(3),
    rise: integer('So many good ones bring it back.').min(1).default(2),
    'most-out': integer('It takes no more than so many out at a time.').min(0).optional(),
    'fail-open': boolean('When all are out, it uses them all.').default(true),
  },
  messages: {
    serve: request({}, {}, { 'nobody-left': {} }),
    health: request({}, {}, { 'not-well': {} }),
  },
  events: { out: { backend: integer() }, back: { backend: integer() } },

  start(node, config) {
    const { backends, checks, every, fall, rise } = config;
    const isIn = backends.map(() => true);
    const streak = backends.map(() => 0);
    let turn = 0;

    const heard = (place: number, isWell: boolean): void => {
      if (isWell === isIn[place]) {
        streak[place] = 0;
        return;
      }
      streak[place] += 1;
      if (streak[place] < (isWell ? rise : fall)) return;
      const out = isIn.filter((one) => !one).length;
      if (!isWell && out >= (config['most-out'] ?? backends.length)) return;
      streak[place] = 0;
      isIn[place] = isWell;
      node.observe(isWell ? 'back' : 'out', { backend: place + 1 });
    };

    if (checks) {
      node.every(every, () => {
        for (const [place, backend] of backends.entries()) {
          node
            .call(backend, 'health', {}, { timeout: '200ms', via: 'datagram' })
            .done(({ status }) => heard(place, status === 'ok'));
        }
      });
    }

    node.on('serve', async () => {
      const places = backends.map((_, place) => place);
      const well = places.filter((place) => isIn[place]);
      const usable = well.length > 0 || !config['fail-open'] ? well : places;
      if (usable.length === 0) return refuse('nobody-left');
      turn += 1;
      const backend = backends[usable[turn % usable.length]];
      const outcome = await node.call(backend, 'serve', {}, { timeout: '300ms', via: 'datagram' });
      return outcome.status === 'ok' ? ack : outcome;
    });
  },
});
