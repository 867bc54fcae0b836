import type { HowLong } from '../../base/units.ts';
import { eventClass } from '../../engine/agenda.ts';
import { demandCallback } from './callback.ts';
import { Completion } from './completion.ts';
import { howLongNs } from './how-long.ts';
import type { Pending, Timer } from './node.ts';
import { EnginePending } from './pending.ts';
import type { ProcessPort } from '../ports.ts';
import { MachineTimer } from '../machine/timer.ts';

/** Does something once, so much later on the machine's monotonic clock. */
export function after(process: ProcessPort, time: HowLong, action: () => unknown): Timer {
  demandCallback('after', action);
  return armed(process, howLongNs(time, 'after'), 0, action);
}

/** Does something again and again, first one period from now. */
export function every(process: ProcessPort, time: HowLong, action: () => unknown): Timer {
  demandCallback('every', action);
  const periodNs = howLongNs(time, 'every');
  if (periodNs === 0) throw new TypeError('every: a period of 0 would never let time pass');
  return armed(process, periodNs, periodNs, action);
}

function armed(
  process: ProcessPort,
  spanNs: number,
  periodNs: number,
  action: () => unknown,
): Timer {
  const timer = new MachineTimer(process, spanNs, periodNs, action, false);
  process.effect(() => timer.arm());
  return {
    cancel: () => process.effect(() => timer.cancel()),
    reset: (time) => {
      const ns = time === undefined ? undefined : howLongNs(time, 'reset');
      if (process.direct) timer.arm(ns);
      else process.effect(() => timer.arm(ns));
    },
  };
}

/** Waits; a handler that waits keeps its place. */
export function sleep(process: ProcessPort, time: HowLong): Pending<void> {
  const pending = new EnginePending<void>(process.machine.engine);
  const wake = (): void => pending.resolve();
  const timer = new MachineTimer(process, howLongNs(time, 'sleep'), 0, wake, true);
  process.effect(() => timer.arm());
  return pending;
}

/** Takes a core of the machine for so much CPU time. */
export function work(process: ProcessPort, cpu: HowLong): Pending<void> {
  const { machine } = process;
  const costNs = howLongNs(cpu, 'work');
  const pending = new EnginePending<void>(machine.engine);
  const done = (): void => {
    if (process.alive) machine.receive(new Completion(() => pending.resolve()));
  };
  process.effect(() => {
    if (machine.cpu !== null) machine.cpu.work(costNs, { done });
    else machine.engine.schedule(machine.engine.nowNs, eventClass.timer, done);
  });
  return pending;
}
