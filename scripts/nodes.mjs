// Plays scenarios on several versions of Node, and with --arm64 on another processor, and
// compares the bytes of the reports. Usage: nodes.mjs [--arm64] [version ...]
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { root } from './entries.mjs';
import { namedScenarios } from './named-scenarios.mjs';

const run = promisify(execFile);
const cache = join(root, '.cache/nodes');

/** The oldest that is supported and the newest: these play the whole folder. */
const outermostVersions = ['20.19.0', '26'];
/** The newest of each line between them: these play the named scenarios. */
const innerVersions = ['20', '22', '24'];

/** Where Debian's packages put the libraries of the other processor. */
const armLibraries = '/usr/aarch64-linux-gnu';

/** What starts a Node of that processor here: the binary, perhaps under an emulator. */
const processors = {
  x64: { command: (binary) => [binary], missing: () => undefined },
  arm64: {
    command: (binary) => ['qemu-aarch64-static', '-L', armLibraries, binary],
    missing: () =>
      existsSync('/usr/bin/qemu-aarch64-static') && existsSync(armLibraries)
        ? undefined
        : 'apt-get install qemu-user-static libc6-arm64-cross libstdc++6-arm64-cross libatomic1-arm64-cross',
  },
};

/** The command of that version of Node, fetched from the package registry when it is not here. */
async function nodeCommand(processor, version) {
  const folder = join(cache, `${processor}-${version}`);
  const binary = join(folder, 'node_modules', `node-linux-${processor}`, 'bin/node');
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private": true}\n');
    const flags = ['--force', '--no-audit', '--no-fund', '--no-save', '--ignore-scripts'];
    const wanted = `node-linux-${processor}@${version}`;
    await fetched(['install', ...flags, '--prefix', folder, wanted], folder);
  }
  return processors[processor].command(binary);
}

/** How often a package is asked for: a busy registry is no reason to call a change broken. */
const mostAttempts = 4;

async function fetched(args, cwd) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run('npm', args, { cwd });
    } catch (error) {
      if (attempt === mostAttempts) throw new Error(lastLines(error.stderr), { cause: error });
      await setTimeout(attempt * 5000);
    }
  }
}

const lastLines = (text) => text.trimEnd().split('\n').slice(-8).join('\n  ');

/** The hash of the report on all scenarios, the exit code included. */
async function reportHash([command, ...before], scenarios) {
  const launcher = join(root, 'bin/fault-sim.js');
  const args = [...before, launcher, 'run', ...scenarios, '--reporter', 'json'];
  const options = { cwd: root, maxBuffer: 1 << 30, env: { ...process.env, TZ: 'UTC' } };
  const outcome = await run(command, args, options).catch((error) => {
    if (typeof error.code === 'number') return error;
    throw new Error(`${command}: ${error.signal ?? error.code}`, { cause: error });
  });
  const code = outcome.code ?? 0;
  if (code !== 0) {
    console.log(`  exit ${code}: ${lastLines(outcome.stderr)}`);
    for (const line of unpassed(outcome.stdout)) console.log(`  ${line}`);
  }
  const digest = createHash('sha256').update(outcome.stdout).digest('hex');
  return { digest, code, bytes: outcome.stdout.length };
}

/** The runs of a report that did not pass. */
function unpassed(report) {
  if (report === '') return [];
  return JSON.parse(report)
    .runs.filter(({ verdict }) => verdict !== 'pass')
    .map(({ scenario, variant, verdict }) => `${scenario} ${variant}: ${verdict}`);
}

/** Plays the scenarios on each Node in turn; answers whether all reports were the same bytes. */
export async function sameOnAll(nodes, scenarios) {
  const seen = [];
  for (const { processor, version } of nodes) {
    const command = await nodeCommand(processor, version);
    const { stdout } = await run(command[0], [...command.slice(1), '--version']);
    const outcome = await reportHash(command, scenarios);
    console.log(
      `${processor} ${stdout.trim()}  ${outcome.digest}  ${outcome.bytes} bytes, exit ${outcome.code}`,
    );
    seen.push(outcome);
  }
  const [first] = seen;
  return seen.every(({ digest, code }) => digest === first.digest && code === 0);
}

async function main() {
  const words = process.argv.slice(2);
  const given = words.filter((word) => /^\d/.test(word));
  const scenarios = words.filter((word) => word.endsWith('.yaml'));
  const armNodes = [];
  if (words.includes('--arm64')) {
    const missing = processors.arm64.missing();
    if (missing !== undefined) throw new Error(`the emulator is missing: ${missing}`);
    armNodes.push({ processor: 'arm64', version: '20' }, { processor: 'arm64', version: '24' });
  }
  const x64 = (versions) => versions.map((version) => ({ processor: 'x64', version }));
  const isAsked = given.length > 0 || scenarios.length > 0;
  const whole = scenarios.length > 0 ? scenarios : ['scenarios'];
  const everyVersion = [...outermostVersions, ...innerVersions];
  const isSame = isAsked
    ? await sameOnAll([...x64(given.length > 0 ? given : everyVersion), ...armNodes], whole)
    : (await sameOnAll([...x64(outermostVersions), ...armNodes], whole)) &&
      (await sameOnAll(x64([outermostVersions[0], ...innerVersions]), namedScenarios));
  console.log(isSame ? 'same bytes everywhere' : 'the reports differ, or a run failed');
  process.exitCode = isSame ? 0 : 1;
}

await main().catch((error) => {
  console.log(`could not be tried: ${error.message}`);
  process.exitCode = 1;
});
