import { it } from 'vitest';
import { readFileSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { loadScenario } from '/work/main/src/scenario/load.ts';
import { diagnosticsText } from '/work/main/src/scenario/diagnostic-text.ts';
import { ScenarioError } from '/work/main/src/base/errors.ts';
export const host = {
  drain: () => true, hash: (b: Uint8Array) => createHash('sha256').update(b).digest('hex'),
  readText(path: string) { try { if (statSync(path).isDirectory()) return {problem:'is-folder' as const, why:''}; return { text: readFileSync(path, 'utf8') }; } catch (e) { return { problem: 'not-found' as const, why: String(e) }; } },
  async loadModule(path: string) { return { problem: 'no modules here', file: null, line: null, column: null }; },
};
it('x', async () => {
  for (const f of (process.env.FILES ?? '').split(' ')) {
  try { const t=performance.now(); const s = await loadScenario(f, {}, host); console.log(f, 'OK', s.runs.length, s.runs.map(r=>`${r.variant}/${r.cell}/${r.seed}`).slice(0,5), performance.now()-t); console.log(diagnosticsText(f, s.warnings)); if (process.env.DUMP) console.dir(s.runs[0], {depth: 6}); }
  catch (e) { if (e instanceof ScenarioError) console.log(diagnosticsText(f, e.diagnostics)); else throw e; } }
});
