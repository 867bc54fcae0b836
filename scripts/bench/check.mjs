import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { askChild, rounded } from './children.mjs';
import { families } from './history-families.mjs';

const megabyte = 1e6;

/** Histories recorded by others; null when FAULT_SIM_TEST_DATA names no folder that has them. */
function recordedFolder() {
  const folder = process.env.FAULT_SIM_TEST_DATA;
  const path = folder === undefined ? null : join(folder, 'histories/porcupine');
  return path !== null && existsSync(path) ? path : null;
}

function recordedCases(folder) {
  const etcd = readdirSync(join(folder, 'etcd')).toSorted();
  const logs = etcd.map((name) => join(folder, 'etcd', name));
  const kv = { format: 'kv', model: 'kv' };
  return [
    { name: 'etcd', files: logs, format: 'jepsen-log', model: 'cas-register', partition: true },
    ...['c10-ok', 'c10-bad'].flatMap((name) => {
      const files = [join(folder, 'kv', `${name}.txt`)];
      return [
        { name: `${name} by key`, files, ...kv, partition: true },
        { name: `${name} as one`, files, ...kv, partition: false },
      ];
    }),
  ];
}

/** Asks a child of its own; CPU time in ms and the most memory in MB, rounded. */
async function measured(module, question) {
  const { cpuMs, peakBytes, ...rest } = await askChild('judge.mjs', { ...question, module });
  return { ...rest, cpuMs: rounded(cpuMs), peakMb: rounded(peakBytes / megabyte) };
}

/** Recorded histories: all files of a case read and judged, once cold and then warm. */
async function recordedFigures(module, { checkRounds, say }) {
  const folder = recordedFolder();
  if (folder === null) {
    const figure = { figure: 'recorded', skipped: 'FAULT_SIM_TEST_DATA names no histories' };
    say(figure);
    return [figure];
  }
  const figures = [];
  for (const { name, ...question } of recordedCases(folder)) {
    const found = await measured(module, { ...question, rounds: checkRounds });
    const figure = { figure: 'recorded', name, ...found, coldCpuMs: rounded(found.coldCpuMs) };
    say(figure);
    figures.push(figure);
  }
  return figures;
}

/** Histories that one copy made, ten clients at a time, judged once. */
async function familyFigures(module, { checkSizes, say }) {
  const figures = [];
  for (const family of [...families, 'list-append', 'rw-register']) {
    for (const count of checkSizes) {
      const figure = { figure: 'family', family, ...(await measured(module, { family, count })) };
      say(figure);
      figures.push(figure);
    }
  }
  return figures;
}

/** How fast histories are read: bytes to columns. */
async function readingFigures(module, { checkSizes, say }) {
  const figures = [];
  for (const read of ['ndjson', 'jepsen-edn']) {
    const found = await measured(module, { read, count: checkSizes.at(-1) });
    const speed = found.bytes / megabyte / (found.cpuMs / 1000);
    const figure = { figure: 'reading', format: read, ...found, mbPerSecond: rounded(speed) };
    say(figure);
    figures.push(figure);
  }
  return figures;
}

/**
 * What judging histories costs, each figure in a process of its own. Steps are the same on every
 * machine; CPU time is this machine's, and has no baseline beside it.
 */
export async function checkFigures(module, amount) {
  return [
    ...(await recordedFigures(module, amount)),
    ...(await familyFigures(module, amount)),
    ...(await readingFigures(module, amount)),
  ];
}
