import { purpose } from '../../base/draw/draw.ts';
import type { Stream } from '../../base/draw/draw.ts';
import type { Sampler } from '../../base/sampler/sampler.ts';
import { mostWaitingDatagrams } from './backlog.ts';
import { Completion } from '../program/completion.ts';
import type { Cpu } from './cpu.ts';
import type { MessagePort, ProcessPort, ServicePort } from '../ports.ts';

/**
 * CPU time that messages cost one process before their handlers run: each waits for a core and for its
 * own time. What comes on an explicit connection costs nothing here: its reader works for itself.
 */
export class ServiceTime implements ServicePort {
  readonly #process: ProcessPort;
  readonly #cpu: Cpu;
  /** By message kind. */
  readonly #costs: ReadonlyMap<string, Sampler>;
  readonly #stream: Stream;
  #lastNs = -1;
  #ordinal = 0;
  /** Datagrams in line. */
  #datagrams = 0;

  constructor(process: ProcessPort, cpu: Cpu, costs: ReadonlyMap<string, Sampler>, stream: Stream) {
    this.#process = process;
    this.#cpu = cpu;
    this.#costs = costs;
    this.#stream = stream;
  }

  /**
   * Puts a message in line for a core, and says so; `serve` runs when it has been served, with the time
   * that it waited. False when it costs nothing.
   */
  takes(message: MessagePort, serve: (waitedNs: number) => void): boolean {
    const cost = message.role === 'stream' ? undefined : this.#costs.get(message.kindName);
    if (cost === undefined) return false;
    const process = this.#process;
    const { machine } = process;
    const { isDatagram } = message;
    if (isDatagram && this.#datagrams >= mostWaitingDatagrams) {
      machine.world.network.drop(message, 'buffer-full');
      return true;
    }
    if (isDatagram) this.#datagrams += 1;
    const { nowNs } = machine.engine;
    const keptNs = message.keptNs < 0 ? 0 : nowNs - message.keptNs;
    message.kept(process);
    process.serving(1);
    this.#cpu.work(cost.sample(this.#draw(nowNs)), {
      done: (waitedNs) => {
        if (isDatagram) this.#datagrams -= 1;
        machine.receive(
          new Completion(() => {
            process.serving(-1);
            serve(keptNs + waitedNs);
          }, false),
        );
      },
      dropped: () => message.dropped?.(),
    });
    return true;
  }

  #draw(nowNs: number): number {
    this.#ordinal = nowNs === this.#lastNs ? this.#ordinal + 1 : 0;
    this.#lastNs = nowNs;
    return this.#stream.at(purpose.service, nowNs, this.#ordinal, 0);
  }
}
