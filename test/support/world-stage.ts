import type { Draws } from '../../src/base/draw/draw.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { TraceEvent } from '../../src/engine/event.ts';
import { Trace } from '../../src/engine/trace.ts';
import type { LinkClass } from '../../src/world/network/link.ts';
import type { LinkPlan } from '../../src/world/network/link-plan.ts';
import type { Program } from '../../src/world/program/program.ts';
import { tcpPresets } from '../../src/world/tcp/settings.ts';
import { World } from '../../src/world/world.ts';
import type { NodeStart, WorldHooks } from '../../src/world/world.ts';

/** What a story sets up; all that it leaves out is ideal, and a link takes 1 ms. */
export interface StageSetting {
  readonly nodes: {
    readonly [id: string]: Partial<NodeStart> & { readonly program?: Program | null };
  };
  readonly link?: Partial<LinkClass>;
  /** What each switch connects; then every two nodes send through switches. */
  readonly switches?: { readonly [id: string]: readonly string[] };
  /** What the hop between two neighbours is, beyond its 1 ms. */
  hop?(from: string, to: string): Partial<LinkClass>;
  readonly seed?: string;
  /** In place of the seed's. */
  readonly draws?: Draws;
  readonly untilMs?: number;
  readonly drain?: () => boolean;
  readonly stored?: boolean;
}

const ms = 1_000_000;

/** A link that only takes its time. */
export const plainLink: LinkClass = {
  connected: true,
  mtuBytes: 1500,
  latency: { kind: 'constant', ns: ms },
  lossPpb: 0,
  duplicatePpb: 0,
  reorderPpb: 0,
  corruptPpb: 0,
  messages: [],
};

/** One class for all links; with switches one for all ways through them, and one for each hop. */
function linksOf({ link, switches = {}, hop }: StageSetting, nodes: readonly string[]): LinkPlan {
  const way = { ...plainLink, latency: { kind: 'constant', ns: 0 }, switched: true } as const;
  const places = [...nodes, ...Object.keys(switches)];
  const hops = places.flatMap((from) =>
    places.map((to): LinkClass => ({ ...plainLink, ...hop?.(from, to) })),
  );
  if (places.length === nodes.length) {
    return { classes: [{ ...plainLink, ...link }], classOf: () => 0 };
  }
  return {
    classes: [{ ...way, ...link }, ...hops],
    classOf: (from, to) => (Math.max(from, to) < nodes.length ? 0 : 1 + from * places.length + to),
    switches: Object.entries(switches).map(([id, connects]) => ({
      id,
      connects: connects.map((name) => places.indexOf(name)),
    })),
  };
}

/** Time only goes forward: whoever plans something for the past has reckoned wrong. */
function refusePast(engine: Engine): void {
  const { agenda } = engine;
  const push = agenda.push.bind(agenda);
  agenda.push = (atNs, cls, happening) => {
    if (atNs < engine.nowNs) throw new Error(`${atNs} is past at ${engine.nowNs}`);
    push(atNs, cls, happening);
  };
}

/** A world on a stage: a story plays it and looks at the trace. */
export class Stage {
  readonly engine: Engine;
  readonly world: World;
  readonly trace: Trace;

  constructor(setting: StageSetting) {
    const ids = Object.keys(setting.nodes);
    this.trace = new Trace(ids, setting.stored ?? true);
    this.engine = new Engine({
      seed: setting.seed ?? '1',
      untilNs: (setting.untilMs ?? 10_000) * ms,
      trace: this.trace,
      drain: setting.drain ?? drainNow,
      maxEvents: 1_000_000,
      ...(setting.draws === undefined ? {} : { draws: setting.draws }),
    });
    refusePast(this.engine);
    this.world = new World({
      engine: this.engine,
      nodes: ids.map((id) => ({
        id,
        program: null,
        config: {},
        labels: {},
        clock: { offsetNs: { low: 0, high: 0 }, driftPpb: { low: 0, high: 0 }, errorNs: 0 },
        disk: { unsyncedKeptPpb: 500_000_000 },
        restartAfter: null,
        tcp: tcpPresets['linux-6.5'],
        ...setting.nodes[id],
      })),
      links: linksOf(setting, ids),
      describeError: (error) => (error instanceof Error ? error.message : String(error)),
    });
    this.world.start();
  }

  /** Listens to some of what happens. */
  hook(hooks: Partial<WorldHooks>): this {
    this.world.hooks = { ...this.world.hooks, ...hooks };
    return this;
  }

  /** Does something at an instant. */
  at(atMs: number, action: () => void): this {
    this.engine.schedule(Math.floor(atMs * ms), 1, action);
    return this;
  }

  /** Plays to the end, from a macrotask: inside a microtask nothing could be drained. */
  play(): Promise<this> {
    return new Promise((resolve, reject) => {
      const slice = (): void => {
        try {
          const progress = this.engine.advance(100_000);
          if (progress !== 'done') setImmediate(slice);
          else if (this.world.defect) reject(this.world.defect);
          else resolve(this);
        } catch (error) {
          reject(error);
        }
      };
      setImmediate(slice);
    });
  }

  /** All rows of the trace. */
  events(): TraceEvent[] {
    return Array.from({ length: this.trace.rows }, (_, seq) => this.trace.event(seq));
  }

  /** What programs observed: `node event {data} @ms`. */
  observed(): string[] {
    return this.events()
      .filter(({ type }) => type === 'observed')
      .map(({ node, name, data, at }) => `${node} ${name} ${JSON.stringify(data)} @${at / ms}`);
  }

  /** What programs observed of `got`, briefly: `node what n @ms`. */
  got(): string[] {
    return this.events()
      .filter(({ type }) => type === 'observed')
      .map(({ node, data, at }) => {
        const { what, n } = data as { readonly what: string; readonly n: number };
        return `${node} ${what} ${n} @${at / ms}`;
      });
  }

  /** Puts a fault in effect between two instants, in ms. */
  between(fromMs: number, toMs: number, begin: () => () => void): this {
    let undo = (): void => undefined;
    this.at(fromMs, () => {
      undo = begin();
    });
    this.engine.schedule(Math.floor(toMs * ms), 0, () => undo());
    return this;
  }

  /** Rows as short lines. */
  lines(...types: readonly string[]): string[] {
    return this.events()
      .filter(({ type }) => types.length === 0 || types.includes(type))
      .map(({ at, type, node, peer, name }) =>
        [`${at / ms}`, type, node, peer, name].filter((word) => word !== null).join(' '),
      );
  }
}

/** Runs microtasks now, as the command line's host does. */
export function drainNow(): boolean {
  const { _tickCallback } = process as { readonly _tickCallback?: () => void };
  _tickCallback?.call(process);
  return true;
}
