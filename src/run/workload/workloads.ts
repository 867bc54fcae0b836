import type { RunPlan } from '../../scenario/scenario.ts';
import type { World } from '../../world/world.ts';
import type { RunEvents } from '../events/events.ts';
import { Trigger, type TriggerScene } from '../faults/timing/trigger.ts';
import type { History } from '../history/history.ts';
import { WorkloadDriver } from './driver.ts';
import { Service } from './service.ts';

/** What the workloads of a run need beside its plan. */
export interface WorkloadsParts {
  readonly world: World;
  readonly events: RunEvents;
  readonly history: History;
  /** What triggers need: steps may begin when something happens. */
  readonly scene: TriggerScene;
}

/** All workloads of a run. */
export class Workloads {
  readonly #drivers: readonly WorkloadDriver[];
  readonly #events: RunEvents;
  #open: number;

  constructor(plan: RunPlan, { world, events, history, scene }: WorkloadsParts) {
    this.#events = events;
    this.#open = plan.workloads.length;
    this.#drivers = plan.workloads.map(
      (workload) =>
        new WorkloadDriver(workload, {
          world,
          history,
          onTrigger: (trigger, strike) =>
            new Trigger(scene, {
              plan: trigger,
              times: 1,
              subject: `workload:${workload.id}`,
              isOpen: () => true,
              fire: strike,
            }).arm(),
          service: new Service(workload, plan, world),
          onStarted: (node, started) =>
            events.onProcess((index, change) => {
              if (change === 'up' && index === world.indexOf(node)) started();
            }),
          note: (text) => events.noted(text),
          mainDone: () => this.#mainDone(),
        }),
    );
  }

  /** Schedules the first operations. Call once, at t = 0. */
  start(): void {
    for (const driver of this.#drivers) driver.start();
  }

  #mainDone(): void {
    this.#open -= 1;
    const started = this.#drivers.some((driver) => driver.started > 0);
    if (this.#open === 0 && started) this.#events.lastWriteDone();
  }
}
