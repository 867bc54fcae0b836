import type { NodeId } from '../../../base/units.ts';
import type { DiskOperation, DiskRuling } from '../../../world/disk/rule.ts';
import type { Random } from '../../../world/program/node.ts';
import type { RawVerbs } from '../../../world/raw-verbs.ts';
import type { Undo } from '../../../world/verbs.ts';
import type { World } from '../../../world/world.ts';
import type { ModelWatch } from '../../model-watch.ts';
import { nodeIndex } from './node-index.ts';
import { OperationCount } from '../rules/operation-count.ts';
import { askOwnRule } from '../own-code.ts';
import { diskRulingOf } from '../rules/own-ruling.ts';
import type { Strike } from '../strike.ts';

/** What these verbs need of a run. */
interface MachineScene {
  readonly world: World;
  readonly verbs: RawVerbs;
  readonly model: ModelWatch;
  hitNode(strike: Strike, node: NodeId): void;
}

/** The finest fraction that whole draws make: 2^-32. */
const mostDraws = 4_294_967_296;

/** What one strike does to processors and disks. */
export class MachineVerbs {
  readonly #scene: MachineScene;
  readonly #strike: Strike;
  readonly #operations: OperationCount;

  constructor(scene: MachineScene, strike: Strike) {
    this.#scene = scene;
    this.#strike = strike;
    this.#operations = new OperationCount(strike.plan.match);
  }

  slow(node: NodeId, factor: number): Undo {
    const { verbs, model, world } = this.#scene;
    const index = nodeIndex(world, this.#strike, node);
    if (world.machines[index]?.cpu === null) {
      this.#strike.idle.push(`${node} has no cores: CPU time is free there`);
      return () => undefined;
    }
    this.#strike.idle.push(`${node} did no work on its CPU`);
    model.slowed(this.#strike, 'processes');
    return verbs.slow(index, factor, () => this.#scene.hitNode(this.#strike, node));
  }

  disk(node: NodeId, rule: (operation: DiskOperation) => DiskRuling): Undo {
    const { verbs, world } = this.#scene;
    const { plan, idle } = this.#strike;
    const asked = (operation: DiskOperation): DiskRuling =>
      askOwnRule({ world, plan }, () => diskRulingOf(plan.kind, rule(operation)), 'pass');
    const [only, ...more] = plan.definition.diskOps;
    const op = plan.match?.op ?? (more.length === 0 ? (only ?? null) : null);
    idle.push(`the disk of ${node} did nothing that it could have acted on`);
    return verbs.disk(nodeIndex(world, this.#strike, node), {
      op,
      ask: (operation) =>
        this.#operations.takes(node) ? this.#ruled(node, asked(operation)) : 'pass',
    });
  }

  #ruled(node: NodeId, ruling: DiskRuling): DiskRuling {
    if (ruling === 'pass') return ruling;
    if (ruling === 'stall' || typeof ruling === 'object') {
      this.#scene.model.slowed(this.#strike, 'disks');
    }
    this.#scene.hitNode(this.#strike, node);
    return ruling;
  }

  configure(node: NodeId): Undo {
    const { verbs, world } = this.#scene;
    const config = this.#strike.plan.configs?.get(node);
    if (config === undefined) return () => undefined;
    this.#scene.hitNode(this.#strike, node);
    return verbs.configure(nodeIndex(world, this.#strike, node), config);
  }

  leak(node: NodeId, bytes: number): void {
    const { verbs, world } = this.#scene;
    if (verbs.leak(nodeIndex(world, this.#strike, node), bytes))
      this.#scene.hitNode(this.#strike, node);
    else this.#strike.idle.push(`${node} was down, or has no limit of memory`);
  }

  tear(node: NodeId): Undo {
    const { verbs, world } = this.#scene;
    this.#strike.idle.push(`no power cut of ${node} tore a write`);
    return verbs.tear(nodeIndex(world, this.#strike, node), () =>
      this.#scene.hitNode(this.#strike, node),
    );
  }

  decay(node: NodeId, file: string | null, silent: boolean, draws: Random): void {
    const { verbs, world } = this.#scene;
    const draw = (): number => draws.integer(0, mostDraws - 1) / mostDraws;
    const hit = verbs.decay(nodeIndex(world, this.#strike, node), file, silent, draw);
    if (hit === null) this.#strike.idle.push(`the disk of ${node} holds no ${file ?? 'file'}`);
    else this.#scene.hitNode(this.#strike, node);
  }
}
