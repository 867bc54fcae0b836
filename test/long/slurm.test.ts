import { chmodSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, launcher } from '../support/built.ts';
import { runCli } from '../support/cli.ts';
import { isExhaustive } from '../support/long.ts';
import { recipe } from '../support/recipes.ts';
import { scratch } from '../support/scratch.ts';
import { hasSlurm, SlurmCluster } from '../support/slurm-cluster.ts';
import { root } from '../support/source-tree.ts';

const scenario = join(root, 'scenarios/leases/lease-under-nemesis.yaml');
const seeds = '1..80';
const parts = [1, 2, 3, 4, 5, 6, 7, 8].map((part) => `part-${part}.json`);

if (isExhaustive && !hasSlurm) {
  process.stdout.write('no Slurm here: apt-get install slurmctld slurmd slurm-client munge\n');
}

describe.runIf(isExhaustive && hasSlurm)('the recipe for Slurm, on a cluster of one node', () => {
  const folder = scratch();
  const cluster = new SlurmCluster(folder.of('cluster'));

  beforeAll(async () => {
    ensureBuilt();
    await cluster.start();
  }, 120_000);
  afterAll(() => cluster.stop());

  it('gives the report of the undivided search', { timeout: 900_000 }, async () => {
    const tool = folder.write(
      'bin/fault-sim',
      `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`,
    );
    chmodSync(tool, 0o755);
    const path = `export PATH='${folder.of('bin')}${delimiter}'"$PATH"`;
    const [array = '', command = ''] = recipe('slurm').split('\n');
    const line = command.replace(' scenarios ', ` ${scenario} `).replace('1..10000', seeds);
    expect(line).toContain(`${scenario} --seeds ${seeds} --shard auto`);
    const script = folder.write('part.sh', `#!/bin/bash\n${array}\n${path}\n${line}\n`);
    const { code, stderr } = await cluster.submit(script, folder.path);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });

    const given = parts.toReversed().map((part) => folder.of(part));
    await runCli(['report', 'merge', ...given, '-o', folder.of('merged.json')]);
    await runCli(['explore', scenario, '--seeds', seeds, '-q', '-o', folder.of('whole.json')]);
    const whole = readFileSync(folder.of('whole.json'), 'utf8');
    expect(readFileSync(folder.of('merged.json'), 'utf8')).toBe(whole);
    expect(JSON.parse(whole).failures).toHaveLength(1);
  });
});
