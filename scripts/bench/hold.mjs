// The baseline of the engine's figures: a bare event queue under the hold model. So many events are
// pending; each turn takes the first and adds another one, an exponential increment later. Child
// process; its argument is JSON: { pending, turns }. Prints { cpuNs, turns, endsAt }.

/** How many different increments there are: enough not to repeat within a queue's life. */
const incrementCount = 4096;

/** Quantiles of exp(1), in an order that has nothing to do with their size. */
function exponentialIncrements() {
  return Float64Array.from({ length: incrementCount }, (_, i) => {
    const shuffled = Math.imul(i, 2_654_435_761) & (incrementCount - 1);
    return -Math.log(1 - (shuffled + 0.5) / incrementCount);
  });
}

/** A 4-ary heap over parallel arrays, in the order (time, sequence). */
class BareQueue {
  #times;
  #sequences;
  #payloads;
  #size = 0;
  #sequence = 0;

  constructor(capacity) {
    this.#times = new Float64Array(capacity);
    this.#sequences = new Uint32Array(capacity);
    this.#payloads = new Int32Array(capacity);
  }

  get firstTime() {
    return this.#times[0];
  }

  push(time, payload) {
    const times = this.#times;
    const sequences = this.#sequences;
    const payloads = this.#payloads;
    let hole = this.#size++;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      // What comes later has the greater sequence: it stays behind its equals.
      if (times[parent] <= time) break;
      times[hole] = times[parent];
      sequences[hole] = sequences[parent];
      payloads[hole] = payloads[parent];
      hole = parent;
    }
    times[hole] = time;
    sequences[hole] = this.#sequence++;
    payloads[hole] = payload;
  }

  pop() {
    const first = this.#payloads[0];
    const last = --this.#size;
    if (last > 0) this.#sink(this.#times[last], this.#sequences[last], this.#payloads[last]);
    return first;
  }

  #sink(time, sequence, payload) {
    const times = this.#times;
    const sequences = this.#sequences;
    const payloads = this.#payloads;
    const size = this.#size;
    let hole = 0;
    for (;;) {
      let child = hole * 4 + 1;
      if (child >= size) break;
      const end = child + 4 < size ? child + 4 : size;
      let best = times[child];
      for (let next = child + 1; next < end; next++) {
        const other = times[next];
        if (other < best || (other === best && sequences[next] < sequences[child])) {
          child = next;
          best = other;
        }
      }
      if (time < best || (time === best && sequence < sequences[child])) break;
      times[hole] = best;
      sequences[hole] = sequences[child];
      payloads[hole] = payloads[child];
      hole = child;
    }
    times[hole] = time;
    sequences[hole] = sequence;
    payloads[hole] = payload;
  }
}

function hold(queue, increments, turns) {
  let now = 0;
  for (let turn = 0; turn < turns; turn++) {
    now = queue.firstTime;
    queue.push(now + increments[turn & (incrementCount - 1)], queue.pop());
  }
  return now;
}

const { pending, turns } = JSON.parse(process.argv[2]);
const increments = exponentialIncrements();
const queue = new BareQueue(pending + 1);
for (let i = 0; i < pending; i++) queue.push(increments[i & (incrementCount - 1)], i);
hold(queue, increments, turns);
const before = process.cpuUsage();
const endsAt = hold(queue, increments, turns);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ cpuNs: (user + system) * 1000, turns, endsAt }));
