import type {
  Due,
  LossCause,
  MachinePort,
  MessagePort,
  ProcessPort,
  QuestionPort,
} from '../ports.ts';
import type { NameAnswer } from './name-faults.ts';

/** What a resolver hears: an address, or why there is none. */
export type Heard = { readonly address: number } | 'nxdomain' | 'servfail';

/** Who asked. */
export interface Asker {
  readonly machine: MachinePort;
  /** The first word on a question; later ones are not listened to. */
  heard(lookup: Lookup, what: Heard): void;
}

/**
 * One question to one name server, and its answer: two datagrams between kernels. It passes the network
 * as all messages do; the server is a process, and answers only while it runs.
 */
export class Lookup implements QuestionPort, Due {
  readonly isConnection = false;
  readonly resumes = false;
  readonly isDatagram = false;
  readonly #asker: Asker;
  readonly #server: MachinePort;
  readonly #name: number;
  #answer: Heard = 'servfail';

  constructor(asker: Asker, server: MachinePort, name: number) {
    this.#asker = asker;
    this.#server = server;
    this.#name = name;
  }

  ask(): void {
    const { machine } = this.#asker;
    this.#say(machine.tcp.word(this.#server, 'lookup'));
  }

  #say(word: MessagePort): void {
    word.connection = this;
    word.sender.world.network.depart(word);
  }

  /** A word of it reached a kernel. */
  arrived(word: MessagePort): void {
    if (word.receiver === this.#asker.machine) return this.#asker.heard(this, this.#answer);
    // Nobody listens there, and the kernel says so.
    if (this.#server.process === null) this.#reply('servfail');
    else this.#server.receive(this);
  }

  /** The server takes it up. */
  due(): void {
    const { machine } = this.#asker;
    const { names } = machine.world;
    const said: NameAnswer | null = names.answer(this.#server.index, machine.index, this.#name);
    if (said !== 'silence') this.#reply(said ?? { address: this.#name });
  }

  #reply(what: Heard): void {
    this.#answer = what;
    this.#say(this.#server.tcp.word(this.#asker.machine, 'name'));
  }

  /** A firewall or router says so at once; of what else is lost nobody hears. */
  lost(_word: MessagePort, cause: LossCause): void {
    if (cause === 'refuse' || cause === 'unreachable') this.#asker.heard(this, 'servfail');
  }

  kept(_process: ProcessPort): void {
    // A machine that is suspended keeps the question until it goes on.
  }

  behind(_wire: string, arrivalNs: number): number {
    return arrivalNs;
  }

  takenUp(_word: MessagePort): void {
    // It takes no room in any buffer.
  }

  deliver(_word: MessagePort): void {
    // No program hears it.
  }
}
