// Histories of any length that are linearizable by construction: clients that overlap at random call
// one object that takes each operation at one moment between its call and its return. Every value is
// put in once. `history(family, builder, { count, clients, pendingEach })` writes one into the
// `HistoryBuilder` that is passed in; one operation in `pendingEach` never returns (0: none).

/** Whole numbers from 0 up to, but without, a limit; the same on every machine. */
function draws(seed) {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

const nil = -1;

/** A first-in-first-out list that gives memory back as it goes. */
class Fifo {
  #items = [];
  #head = 0;

  push(item) {
    this.#items.push(item);
  }

  shift() {
    if (this.#head === this.#items.length) return nil;
    const item = this.#items[this.#head++];
    if (this.#head > 1024 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }
}

/** The smallest first: a binary heap. */
class Heap {
  #items = [];

  push(item) {
    const items = this.#items;
    let hole = items.push(item) - 1;
    while (hole > 0 && items[(hole - 1) >> 1] > item) {
      items[hole] = items[(hole - 1) >> 1];
      hole = (hole - 1) >> 1;
    }
    items[hole] = item;
  }

  shift() {
    const items = this.#items;
    if (items.length === 0) return nil;
    const first = items[0];
    const last = items.pop();
    if (items.length === 0) return first;
    let hole = 0;
    for (;;) {
      let child = hole * 2 + 1;
      if (child + 1 < items.length && items[child + 1] < items[child]) child += 1;
      if (child >= items.length || items[child] >= last) break;
      items[hole] = items[child];
      hole = child;
    }
    items[hole] = last;
    return first;
  }
}

/** A multiplicative permutation of 30 bits: different numbers in no order. */
const scattered = (value) => Math.imul(value, 0x2545_f491) & 0x3fff_ffff;

/**
 * Objects by family. `ask` says what a client asks next, with the number of a value that was not used
 * yet; `take` gives the answer, at one moment.
 */
const objects = {
  register: () => {
    let value = nil;
    return {
      ask: (draw, fresh) => (draw(2) === 0 ? ['write', fresh] : ['read', nil]),
      take: (name, input) => (name === 'write' ? ((value = input), nil) : value),
    };
  },
  'cas-register': (builder) => {
    const { values } = builder;
    let value = nil;
    const put = (input) => {
      value = input;
      return nil;
    };
    const swap = (input) => {
      const isThere = values.elementOf(input, 0) === value;
      if (isThere) value = values.elementOf(input, 1);
      return values.cellOf(isThere);
    };
    return {
      ask: (draw, fresh) => {
        const kind = draw(4);
        if (kind === 0) return ['write', fresh];
        return kind === 1 ? ['cas', values.list([value, fresh])] : ['read', nil];
      },
      take: (name, input) => (name === 'write' ? put(input) : name === 'cas' ? swap(input) : value),
    };
  },
  queue: () => exchange(new Fifo(), 'enqueue', 'dequeue', (value) => value),
  stack: () => {
    const items = [];
    const stack = { push: (item) => items.push(item), shift: () => items.pop() ?? nil };
    return exchange(stack, 'push', 'pop', (value) => value);
  },
  'priority-queue': () => exchange(new Heap(), 'insert', 'extract', scattered),
  counter: () => {
    let sum = 0;
    return {
      ask: (draw) => (draw(2) === 0 ? ['add', 1] : ['read', nil]),
      take: (name, input) => (name === 'add' ? ((sum += input), nil) : sum),
    };
  },
  set: (builder) => {
    const members = new Set();
    let removed = 0;
    const isIn = (input) => builder.values.cellOf(members.has(input));
    return {
      ask: (draw, fresh) => {
        const kind = draw(3);
        if (kind === 0) return ['add', fresh];
        // Elements of late, so that they are found in and out; each is removed once.
        if (kind === 1 && removed + 20 < fresh) return ['remove', (removed += 1)];
        return ['contains', Math.max(1, fresh - draw(40))];
      },
      take: (name, input) => {
        if (name === 'contains') return isIn(input);
        if (name === 'add') members.add(input);
        else members.delete(input);
        return nil;
      },
    };
  },
};

function exchange(items, put, take, valueOf) {
  return {
    ask: (draw, fresh) => (draw(2) === 0 ? [put, valueOf(fresh)] : [take, nil]),
    take: (name, input) => (name === put ? (items.push(input), nil) : items.shift()),
  };
}

/** The names of the families. */
export const families = Object.keys(objects);

/** Writes a history of `count` operations and returns what `builder.build()` does. */
export function history(family, builder, { count, clients = 10, pendingEach = 0 }) {
  const draw = draws(42);
  const object = objects[family](builder);
  const process = Array.from({ length: clients }, (_, i) => builder.newProcess(`p${i}`));
  const phase = new Uint8Array(clients);
  const open = Array.from({ length: clients });
  let asked = 0;
  let fresh = 0;
  let busy = 0;
  while (asked < count || busy > 0) {
    const client = draw(clients);
    if (phase[client] === 0) {
      if (asked === count) continue;
      const [name, input] = object.ask(draw, fresh + 1);
      fresh += 1;
      asked += 1;
      busy += 1;
      const operation = builder.invoke(process[client], builder.nameOf(name), nil, input);
      open[client] = { operation, name, input, output: nil };
      phase[client] = 1;
    } else if (phase[client] === 1) {
      open[client].output = object.take(open[client].name, open[client].input);
      phase[client] = 2;
    } else {
      const { operation, output } = open[client];
      if (pendingEach > 0 && draw(pendingEach) === 0) {
        builder.giveUp(operation);
        process[client] = builder.newProcess(`p${client}+`);
      } else {
        builder.complete(operation, 0, output);
      }
      phase[client] = 0;
      busy -= 1;
    }
  }
  return builder.build();
}
