import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Finished, finished } from './cli.ts';

/** The programs of a cluster. Debian: apt-get install slurmctld slurmd slurm-client munge. */
const programs = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'sinfo'] as const;

const isThere = (program: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** Whether this machine has all that a cluster needs; its daemons want to be root. */
export const hasSlurm = process.getuid?.() === 0 && programs.every(isThere);

/** A port that nobody uses now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('there is no port');
  return address.port;
}

/** A Slurm cluster of one node with two processors, whose files are all in one folder. */
export class SlurmCluster {
  readonly #folder: string;
  readonly #env: { readonly SLURM_CONF: string };
  readonly #daemons: ChildProcess[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    this.#env = { SLURM_CONF: join(folder, 'slurm.conf') };
  }

  #of(name: string): string {
    return join(this.#folder, name);
  }

  /** Starts the daemons in the foreground; resolves when the node takes jobs. */
  async start(): Promise<void> {
    mkdirSync(this.#of('state'), { recursive: true });
    mkdirSync(this.#of('spool'), { recursive: true });
    writeFileSync(this.#of('munge.key'), randomBytes(1024), { mode: 0o400 });
    writeFileSync(this.#of('slurm.conf'), await this.#settings());
    const munge = ['key-file', 'socket', 'pid-file', 'log-file', 'seed-file'].map(
      (name) => `--${name}=${this.#of(name === 'key-file' ? 'munge.key' : `munge.${name}`)}`,
    );
    this.#daemon('munged', ['--foreground', '--force', ...munge]);
    this.#daemon('slurmctld', ['-D']);
    this.#daemon('slurmd', ['-D']);
    await this.#isIdle();
  }

  async #settings(): Promise<string> {
    const node = hostname().split('.')[0] ?? 'localhost';
    return [
      'ClusterName=one',
      `SlurmctldHost=${node}(127.0.0.1)`,
      `SlurmctldPort=${await freePort()}`,
      `SlurmdPort=${await freePort()}`,
      'AuthType=auth/munge',
      `AuthInfo=socket=${this.#of('munge.socket')}`,
      'SlurmUser=root',
      `StateSaveLocation=${this.#of('state')}`,
      `SlurmdSpoolDir=${this.#of('spool')}`,
      `SlurmctldPidFile=${this.#of('slurmctld.pid')}`,
      `SlurmdPidFile=${this.#of('slurmd.pid')}`,
      'ProctrackType=proctrack/linuxproc',
      'TaskPlugin=task/none',
      'SwitchType=switch/none',
      'MpiDefault=none',
      'SelectType=select/cons_tres',
      'SelectTypeParameters=CR_CPU',
      'JobAcctGatherType=jobacct_gather/none',
      'AccountingStorageType=accounting_storage/none',
      `NodeName=${node} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN`,
      `PartitionName=all Nodes=${node} Default=YES MaxTime=INFINITE State=UP`,
      '',
    ].join('\n');
  }

  #daemon(program: string, args: readonly string[]): void {
    const env = { ...process.env, ...this.#env };
    this.#daemons.push(spawn(program, args, { env, stdio: 'ignore' }));
  }

  async #isIdle(): Promise<void> {
    let said = '';
    for (let attempt = 0; attempt < 60; attempt += 1) {
      const { stdout, stderr } = await finished('sinfo', ['-h', '-o', '%T'], { env: this.#env });
      if (stdout.trim() === 'idle') return;
      said = stdout + stderr;
      await setTimeout(500);
    }
    throw new Error(`the node takes no jobs: ${said}`);
  }

  /** Submits a script and waits for the end of all its tasks; `cwd` is where they run. */
  async submit(script: string, cwd: string): Promise<Finished> {
    const timeoutMs = 600_000;
    return await finished('sbatch', ['--wait', script], { cwd, env: this.#env, timeoutMs });
  }

  stop(): void {
    for (const daemon of this.#daemons.toReversed()) daemon.kill('SIGTERM');
  }
}
