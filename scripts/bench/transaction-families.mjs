/** Numbers of the columns `kind` and `outcome`, and the cells that histories use. */
const kind = { read: 0, append: 1, write: 2 };
const outcome = { ok: 0, fail: 1 };
const nil = -1;
const unread = -0x8000_0000;

/** Draws from 0 up to a limit, the same for the same seed (a Weyl sequence, mixed). */
function dice(seed) {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x9e37_79b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0_aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % limit;
  };
}

/**
 * Short histories, each with exactly one anomaly. `a x` appends a new element to x, `r x n` reads the
 * first n of the elements in the order that `lists` gives (by default that in which they were appended).
 * Those of one row run beside each other; rows run one after another. `p` names processes, `fail` aborts.
 */
const scripts = {
  G0: { rows: [['a x, a y', 'a x, a y'], ['r x 2, r y 2']], lists: { y: [1, 0] } },
  G1a: { rows: [['fail: a x', 'r x 1']] },
  G1b: { rows: [['a x, a x', 'r x 1'], ['r x 2']] },
  G1c: { rows: [['a x, r y 1', 'a y, r x 1']] },
  'lost-update': { rows: [['r x 0, a x', 'r x 0, a x'], ['r x 2']] },
  'G-single': { rows: [['r x 0, r y 1', 'a x, a y'], ['r x 1']] },
  'G-nonadjacent': { rows: [['a x', 'a y', 'r x 1, r y 0', 'r x 0, r y 1'], ['r x 1, r y 1']] },
  'write-skew': { rows: [['r x 0, a y', 'r y 0, a x'], ['r x 1, r y 1']] },
  'G-single-process': { rows: [['p0: a x'], ['p0: r x 0'], ['r x 1']] },
  'G-single-realtime': { rows: [['p0: a x'], ['p1: r x 0'], ['r x 1']] },
  'G1c-realtime': { rows: [['p0: r x 1'], ['p1: a x']] },
  'G0-realtime': { rows: [['p0: a x'], ['p1: a x'], ['r x 2']], lists: { x: [1, 0] } },
};

/** The anomalies that can be planted among lists. */
export const plantable = Object.keys(scripts);

/** Plays a script on keys that nobody else uses. */
function plant(builder, name, clients, newKey) {
  const { rows, lists = {} } = scripts[name];
  const keys = new Map();
  const elements = new Map();
  const keyOf = (letter) => {
    if (!keys.has(letter)) keys.set(letter, newKey());
    return keys.get(letter);
  };
  const own = new Map();
  let element = 0;
  const parsed = rows.map((row) =>
    row.map((text) => {
      const [, who, fail, body] = /^(?:p(\d): )?(fail: )?(.*)$/.exec(text);
      const micros = body.split(', ').map((micro) => {
        const [what, letter, length] = micro.split(' ');
        if (what === 'r') return { letter, length: Number(length) };
        elements.set(letter, [...(elements.get(letter) ?? []), element]);
        element += 1;
        return { letter, element: element - 1 };
      });
      return { who, isAborted: fail !== undefined, micros };
    }),
  );
  const listOf = (letter, length) => {
    const appended = elements.get(letter) ?? [];
    const order = lists[letter]?.map((i) => appended[i]) ?? appended;
    return builder.values.list(order.slice(0, length));
  };
  for (const row of parsed) {
    const running = row.map(({ who, isAborted, micros }, i) => {
      const t = builder.invoke(clients[who === undefined ? clients.length - 1 - i : Number(who)]);
      own.set(t, isAborted);
      for (const { letter, length, element: value } of micros) {
        if (value !== undefined) builder.add(kind.append, keyOf(letter), value);
        else builder.add(kind.read, keyOf(letter), listOf(letter, length));
      }
      return t;
    });
    for (const t of running) builder.complete(t, own.get(t) ? outcome.fail : outcome.ok);
  }
}

/** What a database of lists or registers holds: each key as all of its versions, oldest first. */
class Store {
  constructor(workload, values) {
    this.isList = workload === 'list-append';
    this.values = values;
    this.versions = new Map();
  }

  lengthOf(key) {
    return this.versions.get(key)?.length ?? 0;
  }

  /** The cell of a key as of some number of versions, with what a transaction wrote itself on top. */
  cellAt(key, length, own) {
    const versions = this.versions.get(key) ?? [];
    if (this.isList) {
      const list = own.length === 0 ? versions : [...versions.slice(0, length), ...own];
      return this.values.list(list, 0, length + own.length);
    }
    return own.at(-1) ?? versions[length - 1] ?? nil;
  }

  install(key, written) {
    if (!this.versions.has(key)) this.versions.set(key, []);
    const versions = this.versions.get(key);
    for (const value of this.isList ? written : written.slice(-1)) versions.push(value);
  }
}

/**
 * Clients of one database that is what it says: `serial` runs transactions one by one at an instant
 * between their beginning and their end; `snapshot` lets each read from the state at its beginning and
 * aborts it when another one has written since to what it writes. A key is given up after some writes.
 * A few outcomes stay unknown. `planted` names anomalies (of lists) to add halfway.
 */
export function writeTransactions(
  builder,
  {
    workload = 'list-append',
    isolation = 'serial',
    count,
    clients = 10,
    keys = 10,
    writesPerKey = 32,
    unknownPerMille = 1,
    seed = 1,
    planted = /** @type {readonly string[]} */ ([]),
  },
) {
  const draw = dice(seed);
  const store = new Store(workload, builder.values);
  const processes = Array.from({ length: clients }, (_, i) => builder.newProcess(`${i}`));
  let nextKey = keys;
  let nextProcess = clients;
  let nextValue = 0;
  let isPlanted = planted.length === 0;
  const active = Array.from({ length: keys }, (_, key) => ({ key, writes: 0 }));
  const running = Array.from({ length: clients }, () => null);

  function begin(client) {
    const t = builder.invoke(processes[client]);
    const micros = [];
    const size = 1 + draw(4);
    for (let i = 0; i < size; i += 1) {
      const slot = active[draw(keys)];
      const isRead = draw(2) === 0;
      micros.push({ key: slot.key, isRead, value: isRead ? -1 : nextValue });
      if (isRead) {
        builder.add(kind.read, slot.key, unread);
        continue;
      }
      builder.add(store.isList ? kind.append : kind.write, slot.key, nextValue);
      nextValue += 1;
      slot.writes += 1;
      if (slot.writes < writesPerKey) continue;
      slot.key = nextKey;
      slot.writes = 0;
      nextKey += 1;
    }
    const seen = new Map(micros.map(({ key }) => [key, store.lengthOf(key)]));
    running[client] = { t, micros, seen, answers: null };
  }

  /** Reads and writes at one instant; whether it may. */
  function commit({ micros, seen }) {
    const isSnapshot = isolation === 'snapshot';
    const own = new Map();
    const answers = micros.map(({ key, isRead, value }) => {
      const mine = own.get(key) ?? [];
      if (!isRead) own.set(key, [...mine, value]);
      const length = isSnapshot ? seen.get(key) : store.lengthOf(key);
      return isRead ? store.cellAt(key, length, mine) : nil;
    });
    const isLate = ([key]) => store.lengthOf(key) !== seen.get(key);
    if (isSnapshot && [...own].some(isLate)) return null;
    for (const [key, written] of own) store.install(key, written);
    return answers;
  }

  function end(client) {
    const { t, micros, answers } = running[client];
    running[client] = null;
    if (draw(1000) < unknownPerMille) {
      processes[client] = builder.newProcess(`${nextProcess}`);
      nextProcess += 1;
      return;
    }
    if (answers === 'aborted') return builder.complete(t, outcome.fail);
    for (const [i, { isRead }] of micros.entries()) if (isRead) builder.answer(t, i, answers[i]);
    builder.complete(t, outcome.ok);
  }

  while (builder.count < count) {
    const client = draw(clients);
    const task = running[client];
    if (task === null) begin(client);
    else if (task.answers === null) task.answers = commit(task) ?? 'aborted';
    else end(client);
    if (isPlanted || builder.count < count >> 1) continue;
    isPlanted = true;
    for (const [other, open] of running.entries()) {
      if (open === null) continue;
      open.answers ??= commit(open) ?? 'aborted';
      end(other);
    }
    for (const name of planted) plant(builder, name, processes, () => nextKey++);
  }
  for (const [client, task] of running.entries()) {
    if (task === null) continue;
    task.answers ??= commit(task) ?? 'aborted';
    end(client);
  }
  return builder;
}
