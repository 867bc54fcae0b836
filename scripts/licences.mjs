import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { byCodeUnit, root } from './entries.mjs';

/** The folders of the packages whose code is in a bundle, from esbuild's metafile. */
function bundledPackages(meta) {
  const folders = new Set();
  for (const output of Object.values(meta.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
      const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  }
  return [...folders].sort(byCodeUnit);
}

/** The licence text that a package ships; undefined when it ships none. */
function licenceText(folder) {
  const name = readdirSync(folder)
    .sort(byCodeUnit)
    .find((file) => /^(licen[cs]e|copying)/i.test(file));
  return name === undefined ? undefined : readFileSync(join(folder, name), 'utf8').trim();
}

/** The notice that must travel with a bundle: one section a package, with its licence. */
export function thirdPartyLicences(meta) {
  const sections = bundledPackages(meta).map((path) => {
    const folder = join(root, path);
    const place = join(folder, 'package.json');
    if (!existsSync(place)) throw new Error(`${path} is bundled and has no package.json`);
    const about = JSON.parse(readFileSync(place, 'utf8'));
    const text = licenceText(folder) ?? `Licensed under ${about.license}; no licence file shipped.`;
    return `${about.name} ${about.version} (${about.license})\n\n${text}\n`;
  });
  const rule = `\n${'-'.repeat(80)}\n\n`;
  return `fault-sim contains code of these packages.\n${rule}${sections.join(rule)}`;
}
