import { it } from 'vitest';
import { writeFileSync, mkdirSync } from 'node:fs';
import { scenarioFiles } from '/work/main/src/scenario/generate.ts';
it('g', async () => { mkdirSync('/work/main/schemas',{recursive:true}); for (const f of await scenarioFiles()) { writeFileSync('/work/main/'+f.path, f.text); console.log(f.path, f.text.length, (f.text.match(/require\(/g)||[]).length, f.text.slice(0,200)); } });
