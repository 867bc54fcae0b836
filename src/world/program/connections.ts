import type { HowLong, NodeId } from '../../base/units.ts';
import { demandCallback } from './callback.ts';
import { demandOptions } from './call-options.ts';
import { Connection as Wire } from '../calls/connection.ts';
import { howLongNs } from './how-long.ts';
import { locate } from '../names/locate.ts';
import type { ClosedReason, Connection, Pending } from './node.ts';
import { EnginePending } from './pending.ts';
import type { ProcessPort } from '../ports.ts';
import { machineOf } from './calls.ts';
import { ProgramConnection } from './connection.ts';
import type { AnyOutcome } from './protocol.ts';
import { MachineTimer } from '../machine/timer.ts';

/** Opens a connection to another node: it is there, refused, or nobody answers in time. */
export function connect(
  process: ProcessPort,
  to: NodeId,
  options: { readonly timeout: HowLong },
): Pending<AnyOutcome> {
  demandOptions('connect', options);
  const { machine } = process;
  const peer = machineOf(process, to);
  if (peer === machine) throw new TypeError(`${to} can't connect to itself`);
  const timeoutNs = howLongNs(options.timeout, 'timeout of connect');
  const pending = new EnginePending<AnyOutcome>(machine.engine);
  process.effect(() => {
    let wire: Wire | null = null;
    let isOver = false;
    const end = (outcome: AnyOutcome): void => {
      isOver = true;
      timer.cancel();
      pending.resolve(outcome);
    };
    const timedOut = (): void => {
      wire?.abandon();
      end({ status: 'unknown', error: 'timeout' });
    };
    const timer = new MachineTimer(process, timeoutNs, 0, timedOut, true);
    timer.arm();
    locate(machine, peer, {
      use: (address) => {
        if (isOver || !process.alive) return;
        wire = new Wire(machine, address, false);
        const own = new ProgramConnection(process, wire, 0, address, {
          established: () => end({ status: 'ok', value: own.face }),
          refused: (reason) => end(refused(reason)),
        });
        wire.open(process);
      },
      fail: () => end({ status: 'fail', error: 'unreachable' }),
    });
  });
  return pending;
}

/** From now on takes the connections that others open. */
export function listen(process: ProcessPort, accept: (connection: Connection) => void): void {
  demandCallback('listen', accept);
  if (process.listens)
    throw new TypeError('listen: connections have somebody who takes them already');
  process.listen((wire) => {
    const end = new ProgramConnection(process, wire, 1, wire.machineAt(0), null);
    end.announce(() => accept(end.face));
  });
}

function refused(reason: ClosedReason): AnyOutcome {
  if (reason === 'unreachable') return { status: 'fail', error: 'unreachable' };
  if (reason === 'timed-out') return { status: 'unknown', error: 'timeout' };
  return { status: 'fail', error: 'connection-refused' };
}
