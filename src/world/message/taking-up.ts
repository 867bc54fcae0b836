import { hashText } from '../../base/draw/draw.ts';
import { InternalError } from '../../base/errors.ts';
import { lanes } from '../../base/schema/lanes.ts';
import { eventClass } from '../../engine/agenda.ts';
import { answerShape } from '../calls/answer.ts';
import type { AnyHandler, Cargo, MessagePort, ProcessPort } from '../ports.ts';
import { bodyBytes } from './size.ts';
import { later } from '../program/protocol.ts';
import type { AnyOutcome } from '../program/protocol.ts';
import { rowCode } from './row-code.ts';

/** A process takes up a message: it is served at once, or waits for a core first. */
export function takeUp(process: ProcessPort, message: MessagePort): void {
  if (message.connection !== null) message.connection.takenUp(message);
  if (message.role === 'reply') return takeReply(process, message);
  if (message.role === 'request' && process.memory?.take() === false) return message.dropped?.();
  const { service } = process;
  if (service === null) return serve(process, message, 0);
  const waits = service.takes(message, (waitedNs) => serve(process, message, waitedNs));
  if (!waits) serve(process, message, waitedOf(process, message));
}

/** Its turn has come: what its handler does is one step. */
function serve(process: ProcessPort, message: MessagePort, waitedNs: number): void {
  const { world } = process.machine;
  record(rowCode.delivered, process, message);
  process.begin();
  if (world.watchMessages) takeUpWatched(process, message, waitedNs);
  else if (message.role === 'datagram') handleDatagram(process, message);
  else handle(process, message, waitedNs);
}

/** How long it lay in the buffer of its process. */
function waitedOf(process: ProcessPort, { keptNs }: MessagePort): number {
  return keptNs < 0 ? 0 : process.machine.engine.nowNs - keptNs;
}

/** The fast path: whoever handles a datagram is done with the message before it begins. */
function handleDatagram(process: ProcessPort, message: MessagePort): void {
  const handler = process.handlerOf(message.kind.id);
  const { world } = process.machine;
  if (handler === undefined) return world.unhandled(message);
  const { body, envelope } = message;
  world.network.recycle(message);
  try {
    const result = handler(body, envelope, undefined);
    if (result !== undefined) process.follow(result, true, null);
  } catch (error) {
    process.fail(error);
  }
}

/** Someone follows messages: a fault may strike on the doorstep; then it is handled later, or never. */
function takeUpWatched(process: ProcessPort, message: MessagePort, waitedNs: number): void {
  message.kept(process);
  process.machine.world.messageReceived(message);
  if (process.alive && process.held === null) handle(process, message, waitedNs);
  else process.effect(() => handle(process, message, waitedNs));
}

function handle(process: ProcessPort, message: MessagePort, waitedNs: number): void {
  const { role, kind } = message;
  if (role === 'stream') return message.connection?.deliver(message);
  const handler = process.handlerOf(kind.id);
  if (handler === undefined) return process.machine.world.unhandled(message);
  message.exchange?.call?.handledBy(process);
  try {
    if (role === 'datagram')
      process.follow(handler(message.body, message.envelope, undefined), true, null);
    else handleRequest(process, message, handler, waitedNs);
  } catch (error) {
    process.fail(error);
  }
}

function handleRequest(
  process: ProcessPort,
  message: MessagePort,
  handler: AnyHandler,
  waitedNs: number,
): void {
  let answered = false;
  let contentBytes = 0;
  const reply = (given: unknown): void => {
    if (!process.alive) return;
    const { machine } = process;
    if (answered) return machine.world.note(`${machine.id} answered one ${message.kindName} twice`);
    answered = true;
    process.memory?.release();
    if (contentBytes > 0) process.memory?.releaseContent(contentBytes);
    answer(process, message, given);
  };
  const request = { reply, id: message.exchange?.operation ?? '', queued: waitedNs };
  process.follow(handler(message.body, message.from, request), true, (given) => {
    if (given !== later) reply(given);
  });
  if (answered || process.memory?.weighsContent !== true) return;
  const { engine } = process.machine;
  // What is answered in the instant in which it came, a refusal above all, is not read to its end.
  engine.schedule(engine.nowNs, eventClass.check, () => {
    if (answered || !process.alive || process.memory === null) return;
    contentBytes = process.memory.contentOf(bodyBytes(message.kind, message.sender, message.body));
    process.memory.takeContent(contentBytes);
  });
}

function answer(process: ProcessPort, message: MessagePort, given: unknown): void {
  const declared = process.declared.get(message.kindName);
  if (!declared?.answer) throw new InternalError(`${message.kindName} takes no answer`);
  const { status, error, body } = answerShape(declared.answer, given, message.kindName);
  const { exchange } = message;
  // The fingerprint covers what is not in the body: two refusals with the same detail differ.
  const said = status === 'ok' ? 0 : hashText(`${status} ${error}`);
  const cargo: Cargo = {
    role: 'reply',
    kind: declared.answer.kind,
    body,
    low: (lanes[0] as number) ^ said,
    high: lanes[1] as number,
    exchange: {
      call: exchange?.call ?? null,
      operation: exchange?.operation ?? null,
      status,
      error,
      control: null,
    },
  };
  process.effect(() => process.machine.world.sendReply(process, message, cargo));
}

function takeReply(process: ProcessPort, message: MessagePort): void {
  const { world } = process.machine;
  const call = message.exchange?.call ?? null;
  if (call === null || call.process !== process || !call.waits) {
    return record(rowCode['late-reply'], process, message);
  }
  record(rowCode.delivered, process, message);
  process.begin();
  call.answered();
  if (world.watchMessages) {
    world.messageReceived(message);
    if (!process.alive) return;
  }
  const outcome = outcomeOf(message);
  try {
    process.effect(() => call.finish(outcome));
  } catch (error) {
    process.fail(error);
  }
}

function record(code: number, process: ProcessPort, message: MessagePort): void {
  const { machine } = process;
  machine.engine.trace.messageRow(
    code,
    machine.index,
    message.fromIndex,
    message.kind.nameId,
    message.low,
    message.high,
    message,
  );
}

function outcomeOf(cargo: Cargo): AnyOutcome {
  switch (cargo.exchange?.status) {
    case 'fail':
      return { status: 'fail', error: cargo.exchange.error as string, detail: cargo.body };
    case 'unknown':
      return typeof cargo.body === 'string'
        ? { status: 'unknown', error: 'gave-up', why: cargo.body }
        : { status: 'unknown', error: 'gave-up' };
    default:
      return { status: 'ok', value: cargo.body };
  }
}
