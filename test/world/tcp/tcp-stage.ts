import type { LinkClass } from '../../../src/world/network/link.ts';
import type { Connection } from '../../../src/world/program/node.ts';
import { tcpPresets } from '../../../src/world/tcp/settings.ts';
import type { TcpSettings } from '../../../src/world/tcp/settings.ts';
import { scripted, told } from '../../support/scripted-node.ts';
import type { talk, TalkNode } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';
import type { StageSetting } from '../../support/world-stage.ts';

export type Wire = Connection<typeof talk>;

export interface Setting extends Pick<StageSetting, 'switches' | 'hop'> {
  /** What `a` does with its open connection. */
  readonly a?: (wire: Wire, node: TalkNode) => void;
  /** What `b` does with one that it accepted. */
  readonly b?: (wire: Wire, node: TalkNode) => void;
  readonly tcp?: Partial<TcpSettings>;
  readonly preset?: keyof typeof tcpPresets;
  readonly link?: Partial<LinkClass>;
  readonly untilMs?: number;
  readonly seed?: string;
  readonly stored?: boolean;
}

/** Observes what comes in, and the end. */
export function hearing(wire: Wire, node: TalkNode): void {
  wire.on('tell', ({ n }) => node.observe('got', { what: 'tell', n }));
  wire.closed((reason) => node.observe('got', { what: `closed ${reason}`, n: 0 }));
}

/** `a` connects to `b` at 10 ms; a link takes 1 ms, so that it is open at 12. */
export function connected(setting: Setting): Stage {
  const a = scripted((node) => {
    node.after('10ms', () => {
      node.connect('b', { timeout: '10000s' }).done((outcome) => {
        if (outcome.status !== 'ok') return told(node, outcome);
        hearing(outcome.value, node);
        setting.a?.(outcome.value, node);
      });
    });
  });
  const b = scripted((node) => {
    node.listen((wire) => {
      if (setting.b === undefined) hearing(wire, node);
      else setting.b(wire, node);
    });
  });
  const tcp = { ...tcpPresets[setting.preset ?? 'linux-6.5'], ...setting.tcp };
  return new Stage({
    nodes: { a: { program: a, tcp }, b: { program: b, tcp } },
    untilMs: setting.untilMs ?? 20_000,
    ...(setting.link ? { link: setting.link } : {}),
    ...(setting.switches ? { switches: setting.switches } : {}),
    ...(setting.hop ? { hop: setting.hop } : {}),
    ...(setting.seed === undefined ? {} : { seed: setting.seed }),
    ...(setting.stored === undefined ? {} : { stored: setting.stored }),
  });
}

/** Loses the transmissions of `tell` whose place, counted from 1 in order of sending, is among these. */
export function loses(stage: Stage, places: readonly number[], fromMs = 0): void {
  let place = 0;
  stage.at(fromMs, () => {
    stage.world.verbs.addRule({
      from: null,
      to: null,
      kind: 'tell',
      again: null,
      ask: (_, phase) => (phase === 'departure' && places.includes(++place) ? 'drop' : 'pass'),
    });
  });
}
