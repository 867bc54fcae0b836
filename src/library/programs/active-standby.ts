import { boolean, duration, integer, node as nodeId, oneOf } from '../../base/schema.ts';
import { defineProgram } from '../../world/program/program.ts';
import { refuse, request } from '../../world/program/protocol.ts';

/**
 * Two nodes of which one serves and the other waits to. How the one judges whether the other lives,
 * and what it does to it then, are apart: each of the two can be wrong by itself.
 */
export const activeStandby = defineProgram({
  name: 'active-standby',
  summary: 'One of two nodes serves; the other takes over when it believes the first one dead.',
  config: {
    heartbeat: duration('How often each tells the other that it is there.').default('1s'),
    patience: duration('How long without a sign of life until the other is believed dead.').default(
      '5s',
    ),
    detector: oneOf(
      ['round-trip', 'one-way'],
      'What is a sign of life: an answer to its own heartbeat, or any heartbeat of the other.',
    ).default('round-trip'),
    shoots: oneOf(
      ['never', 'by-epoch', 'always'],
      'Whether it has the other one switched off whom it believes dead. By epoch: an order that is older than what its target has become since is not obeyed.',
    ).default('never'),
  },
  messages: {
    serve: request({}, { by: nodeId() }, { 'not-active': { active: nodeId() } }),
    beat: { epoch: integer(), active: boolean() },
    heard: { epoch: integer() },
    shoot: { epoch: integer() },
  },
  events: {
    'took-over': { epoch: integer() },
    'switched-off': { by: nodeId(), epoch: integer() },
    spared: { by: nodeId(), epoch: integer() },
  },
  roles: { active: { event: 'took-over', rank: 'epoch' } },

  start(node, { heartbeat, patience, detector, shoots }) {
    const [first, second, third] = node.members;
    if (first === undefined || second === undefined || third !== undefined) {
      throw new Error('active-standby is made of two nodes: give it `count: 2`');
    }
    const peer = node.id === first ? second : first;
    const me = node.state({ epoch: 0, active: false });
    const silence = node.after(patience, suspect);

    function takeOver(): void {
      me.epoch += 1;
      me.active = true;
      node.observe('took-over', { epoch: me.epoch });
    }

    function suspect(): void {
      silence.reset();
      if (!me.active) takeOver();
      if (shoots !== 'never') node.send(peer, 'shoot', { epoch: me.epoch });
    }

    node.every(heartbeat, () => node.send(peer, 'beat', { epoch: me.epoch, active: me.active }));

    node.on('beat', ({ epoch, active }) => {
      node.send(peer, 'heard', { epoch: me.epoch });
      if (detector === 'one-way') silence.reset();
      if (epoch <= me.epoch) return;
      me.epoch = epoch;
      if (active) me.active = false;
    });

    node.on('heard', () => {
      if (detector === 'round-trip') silence.reset();
    });

    node.on('shoot', ({ epoch }, from) => {
      if (shoots === 'by-epoch' && epoch < me.epoch) {
        node.observe('spared', { by: from, epoch });
        return;
      }
      node.observe('switched-off', { by: from, epoch });
      node.exit(0);
    });

    node.on('serve', () => (me.active ? { by: node.id } : refuse('not-active', { active: peer })));

    if (node.id === first && node.boot.reason === 'first') takeOver();
  },
});
