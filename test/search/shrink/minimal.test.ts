import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { quietDriver } from '../../../src/cli/driver.ts';
import { NodeHost } from '../../../src/cli/host/host.ts';
import { Player } from '../../../src/cli/play/player.ts';
import { Bench } from '../../../src/cli/shrink/bench.ts';
import type { ScenarioData } from '../../../src/scenario/scenario.ts';
import { sectionOf, withoutKeys, withSection } from '../../../src/search/shrink/data.ts';
import { brokenDesigns } from '../../support/searched-designs.ts';
import { root } from '../../support/source-tree.ts';

const folder = join(root, 'test/golden/found');
const host = new NodeHost(process.env, () => import('../../../src/index.ts'));
const player = new Player({
  host,
  driver: quietDriver(host),
  storeEvents: false,
  maxEvents: 1_000_000,
});

const mostFaults = 4;

/** A scenario with what it shows. */
type Kept = ScenarioData & {
  readonly 'x-corpus': { readonly check: string; readonly signature: string };
};

/** What `fault-sim corpus add` kept of a seed of each broken design. */
const kept = readdirSync(folder).map((file) => {
  const data = parse(readFileSync(join(folder, file), 'utf8')) as Kept;
  const { 'x-corpus': wanted } = data;
  return { file, data, wanted };
});

describe('a shrunk failure', { timeout: 60_000 }, () => {
  it('is kept of each broken design', () => {
    const nameOf = (path: string): string => path.split('/').at(-1)?.replace('.yaml', '') ?? '';
    const wanted = brokenDesigns.map(
      ({ scenario, variant, check }) => `${nameOf(scenario)}-${variant}-${check}-`,
    );
    const missing = wanted.filter((prefix) => !kept.some(({ file }) => file.startsWith(prefix)));
    expect(missing).toEqual([]);
  });

  it.each(kept.map((one) => [one.file, one] as const))(
    '%s fails by itself, and passes without any one of its faults',
    async (file, { data, wanted }) => {
      const bench = new Bench(host, player, join(folder, file));
      const found = await bench.play(data);
      if (found === null) throw new Error(`${file} is not valid`);
      const oracle = bench.oracle(wanted, found.run);
      expect(await oracle(data)).not.toBeNull();
      const faults = sectionOf(data, 'faults');
      const ids = Object.keys(faults);
      expect(ids.length).toBeLessThanOrEqual(mostFaults);
      for (const id of ids) {
        const less = withSection(data, 'faults', withoutKeys(faults, [id]));
        expect(await oracle(less), `without ${id}`).toBeNull();
      }
    },
  );
});
