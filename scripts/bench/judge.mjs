// Reads or judges histories under the meter. Child process; its argument is JSON with `module`, the
// bundle of check-modules.mjs, and what to do:
//   { files, format, model, partition, rounds }: recorded files, read and judged, once cold, then warm
//   { family, count }: a generated history of so many operations or transactions, judged once
//   { read, count }: a generated text of so many operations, read once: `ndjson` or `jepsen-edn`
// Prints JSON with `cpuMs`, the CPU time in all, of several rounds the least, and `peakBytes`, the
// most memory that the process had.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { families, history } from './history-families.mjs';
import { writeTransactions } from './transaction-families.mjs';

const question = JSON.parse(process.argv[2]);
const { HistoryBuilder, TransactionBuilder, judged, readerOf, usualSearch, writeJepsenEdn } =
  await import(pathToFileURL(question.module).href);

const chunkBytes = 1 << 20;
const kibibyte = 1024;

/** CPU time in ms that something takes, and what it answers. */
function metered(act) {
  const before = process.cpuUsage();
  const answer = act();
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1000, answer };
}

function readAll(format, chunks) {
  const reader = readerOf(format);
  for (const chunk of chunks) reader.push(chunk);
  return reader.end();
}

function judge(recorded, model, partition = true) {
  const request = { model, consistency: null, initial: undefined, partition, budget: usualSearch };
  return judged('bench', recorded, request);
}

/** All files of a case, each read and judged. */
function playFiles({ files, format, model, partition, rounds }) {
  const texts = files.map((file) => readFileSync(file));
  const play = () => {
    const results = texts.map((bytes) => judge(readAll(format, [bytes]), model, partition));
    const steps = results.reduce((sum, result) => sum + result.steps, 0);
    const held = results.filter(({ verdict }) => verdict === 'held').length;
    return { files: results.length, held, steps };
  };
  const cold = metered(play);
  let { cpuMs } = cold;
  for (let round = 0; round < rounds; round++) cpuMs = Math.min(cpuMs, metered(play).cpuMs);
  return { ...cold.answer, cpuMs, coldCpuMs: cold.cpuMs };
}

/** A generated history as a file would hold it: operations of a family, or else transactions. */
function recordedOf(family, count) {
  const operations = new HistoryBuilder();
  const transactions = new TransactionBuilder(operations.values);
  if (families.includes(family)) history(family, operations, { count });
  else writeTransactions(transactions, { workload: family, count });
  return { history: operations.build(), transactions: transactions.build() };
}

function playFamily({ family, count }) {
  const recorded = recordedOf(family, count);
  const { cpuMs, answer } = metered(() => judge(recorded, family));
  const { verdict, method, operations, steps } = answer;
  return { operations, verdict, method, steps, cpuMs };
}

/** The rows that a run writes of a history, with nothing that its reader would leave out. */
function* eventLines({ count, invoked, completed, process: client, name, input, output, names }) {
  const places = [];
  for (let i = 0; i < count; i++) {
    places[invoked[i]] = i;
    if (completed[i] < count * 2) places[completed[i]] = i;
  }
  yield '{"cell":null,"durationNs":1,"nodes":[],"scenario":"bench","schema":"fault-sim.events/1","seed":"1","type":"header","variant":null}\n';
  for (const [place, i] of places.entries()) {
    const begins = place === invoked[i];
    const node = `client-${client[i]}`;
    const id = `"id":"load/${node}#${i}","number":${i}`;
    const put = input[i] < 0 ? '{"key":"k1"}' : `{"key":"k1","value":${input[i]}}`;
    const told = output[i] < 0 ? '{}' : `{"value":${output[i]}}`;
    const data = begins
      ? `{"attempt":1,"body":${put},${id},"workload":"load"}`
      : `{"attempt":1,${id},"last":true,"outcome":{"reply":${told},"status":"ok"},"truth":"done","workload":"load"}`;
    yield `{"at":${place * 1000},"data":${data},"incarnation":1,"name":"${names[name[i]]}","node":"${node}","peer":"server","seq":${place},"type":"${begins ? 'invoked' : 'completed'}"}\n`;
  }
}

/** Texts as chunks of bytes. */
function chunksOf(texts) {
  const chunks = [];
  let text = '';
  for (const part of texts) {
    text += part;
    if (text.length < chunkBytes) continue;
    chunks.push(Buffer.from(text));
    text = '';
  }
  return [...chunks, Buffer.from(text)];
}

function playReading({ read, count }) {
  const written = recordedOf('register', count).history;
  const chunks = chunksOf(read === 'ndjson' ? eventLines(written) : writeJepsenEdn(written));
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const { cpuMs, answer } = metered(() => readAll(read, chunks));
  return { operations: answer.history.count, bytes, cpuMs };
}

const play = question.files ? playFiles : question.family ? playFamily : playReading;
const answer = play(question);
const peakBytes = process.resourceUsage().maxRSS * kibibyte;
console.log(JSON.stringify({ ...answer, peakBytes }));
