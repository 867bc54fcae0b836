import { purpose } from '../base/draw/draw.ts';
import type { Draws, Stream } from '../base/draw/draw.ts';
import { compileSampler } from '../base/sampler/sampler.ts';
import type { Sampler } from '../base/sampler/sampler.ts';
import type { NodeId } from '../base/units.ts';
import { Memory } from './machine/memory.ts';
import type { NodeStart } from './node-start.ts';
import type { MachinePort, ProcessPort } from './ports.ts';
import { ServiceTime } from './machine/service-time.ts';
import type { Undo } from './verbs.ts';

/** What a scenario says of the processes of its nodes: prices, memory, new starts. */
export class NodeTerms {
  readonly #nodes: readonly NodeStart[];
  readonly #draws: Draws;
  readonly #restarts = new Map<number, { readonly sampler: Sampler; readonly stream: Stream }>();
  readonly #costs = new Map<number, ReadonlyMap<string, Sampler>>();
  /** What faults have put in place of what the scenario says. */
  readonly #configs = new Map<number, object>();
  readonly #labels = new Map<number, { readonly [label: string]: string }>();

  constructor(nodes: readonly NodeStart[], draws: Draws) {
    this.#nodes = nodes;
    this.#draws = draws;
  }

  /** What messages cost a process; null when CPU time is free there, or no message has a price. */
  serviceTime(process: ProcessPort): ServiceTime | null {
    const { machine } = process;
    if (machine.cpu === null) return null;
    const costs = this.#costsOf(process);
    if (costs.size === 0) return null;
    const stream = this.#draws.stream(`node ${machine.id} boot ${process.boot.count}`);
    return new ServiceTime(process, machine.cpu, costs, stream.child('cost'));
  }

  #costsOf({ machine, contents }: ProcessPort): ReadonlyMap<string, Sampler> {
    let costs = this.#costs.get(machine.index);
    if (!costs) {
      const own = Object.entries(contents.cost);
      const given = this.#nodes[machine.index]?.cost ?? [];
      costs = new Map([
        ...own.map(([kind, ns]) => [kind, compileSampler({ kind: 'constant', ns })] as const),
        ...[...given].map(([kind, cost]) => [kind, compileSampler(cost)] as const),
      ]);
      this.#costs.set(machine.index, costs);
    }
    return costs;
  }

  /** The memory of a process; null when there is no end of it. */
  memory(process: ProcessPort): Memory | null {
    const { machine } = process;
    const start = this.#nodes[machine.index]?.memory ?? null;
    if (start === null) return null;
    return new Memory(start, () => {
      if (!process.alive) return;
      const why = 'out of memory';
      machine.kill(why, 'crashed', true);
      machine.ended(why);
    });
  }

  /** How long after its own end a process is started again; null: never. */
  restartDelay(machine: MachinePort): number | null {
    const after = this.#nodes[machine.index]?.restartAfter;
    if (!after) return null;
    let restart = this.#restarts.get(machine.index);
    if (!restart) {
      const stream = this.#draws.stream(`restart ${machine.id}`);
      restart = { sampler: compileSampler(after), stream };
      this.#restarts.set(machine.index, restart);
    }
    return restart.sampler.sample(restart.stream.at(purpose.schedule, machine.incarnation, 0, 0));
  }

  /** What the program of a node is configured with, now. */
  configOf({ index }: MachinePort): object {
    return this.#configs.get(index) ?? this.#nodes[index]?.config ?? {};
  }

  /** Its next boot, and all after it, will have this; the undo takes it back. */
  configure({ index }: MachinePort, config: object): Undo {
    const before = this.#configs.get(index);
    this.#configs.set(index, config);
    return () => {
      if (before === undefined) this.#configs.delete(index);
      else this.#configs.set(index, before);
    };
  }

  labels(index: number): { readonly [label: string]: string } {
    return this.#labels.get(index) ?? this.#nodes[index]?.labels ?? {};
  }

  /** Gives a node a label, in place of one of that kind that it had. */
  relabel({ index }: MachinePort, kind: string, name: string): void {
    this.#labels.set(index, { ...this.labels(index), [kind]: name });
  }

  /** Who has a label, `version:v2`, in natural order; null: nobody's labels have changed. */
  labelled(label: string): readonly NodeId[] | null {
    if (this.#labels.size === 0) return null;
    const has = (index: number): boolean =>
      Object.entries(this.labels(index)).some(([kind, name]) => `${kind}:${name}` === label);
    return this.#nodes.filter((_, index) => has(index)).map(({ id }) => id);
  }

  /** Whom the supervisor of a machine tells that its process has ended. */
  notified(machine: MachinePort): readonly NodeId[] {
    return this.#nodes[machine.index]?.notify ?? [];
  }
}
