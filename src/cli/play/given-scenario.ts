import { ScenarioError } from '../../base/errors.ts';
import type { Host } from '../../base/host.ts';
import { loadScenario } from '../../scenario/load.ts';
import type { LoadOptions } from '../../scenario/load.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { EventLoop } from '../host/event-loop.ts';
import { NodeHost } from '../host/host.ts';
import { drainAlways } from '../host/microtasks.ts';
import type { RunOptions, ScenarioInput } from '../scenario-input.ts';
import { InlineModules } from './inline-modules.ts';
import type { Target } from './targets.ts';

/** What of the options says which runs a scenario has. */
export type Selection = Pick<RunOptions, 'seed' | 'variant' | 'until' | 'set'>;

/** What the API has around it. */
export interface Surroundings {
  /** What users' files import. */
  api(): Promise<object>;
  /** As it was when the package was imported. */
  readonly eventLoop: EventLoop;
}

const isPath = /^[^\n]+\.ya?ml$/;

/** The global object of the realm in which something was made: `Function` of that realm knows it. */
function realmOf(given: unknown): typeof globalThis {
  const { constructor: Maker }: { readonly constructor?: unknown } = Object(given);
  const makeFunction: unknown = typeof Maker === 'function' ? Maker.constructor : null;
  if (typeof makeFunction !== 'function' || makeFunction === Function) return globalThis;
  const find: unknown = Reflect.apply(makeFunction, null, ['return globalThis']);
  return (typeof find === 'function' ? find() : globalThis) as typeof globalThis;
}

/** The options of the API as the loader has them. */
export function loadOptionsFor({ seed, variant, until, set = [] }: Selection): LoadOptions {
  return {
    set: [...set, ...(until === undefined ? [] : [`duration=${until}`])],
    ...(seed === undefined ? {} : { seed: String(seed) }),
    ...(variant === undefined ? {} : { variants: [variant] }),
  };
}

/** A scenario as the API takes it (a path, a text or an object), and the host that knows what it names. */
export class GivenScenario {
  readonly host: NodeHost;
  /** The host, knowing the values that stand in the scenario too. */
  readonly loadingHost: Host;
  /** What the loader reads. */
  readonly target: Target;
  readonly inline: InlineModules;

  constructor(scenario: string | ScenarioInput, { api, eventLoop }: Surroundings) {
    this.host = new NodeHost(process.env, api, eventLoop);
    this.inline = new InlineModules();
    const text = typeof scenario === 'string' ? scenario : this.inline.textOf(scenario);
    this.target = isPath.test(text) ? text : { text, path: 'scenario.yaml' };
    this.loadingHost = this.inline.over(this.host);
    if (!this.inline.hasCode) return;
    // It went through no transform: nobody has looked whether it awaits by itself.
    this.host.guardUsers(realmOf(scenario));
    drainAlways();
  }

  /** Rejects with ScenarioError when it is not valid. */
  async load(options: LoadOptions): Promise<Scenario> {
    return await loadScenario(this.target, options, this.loadingHost);
  }
}

/** Throws ScenarioError when nothing of a scenario is to be played. */
export function demandRuns({ runs, warnings }: Scenario): void {
  if (runs.length > 0) return;
  throw new ScenarioError(warnings.filter(({ code }) => code === 'W_NOTHING_SELECTED'));
}
