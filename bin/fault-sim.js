#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../dist/cli.js', import.meta.url);

if (existsSync(program)) {
  // Set before anything is loaded: react reads it once and keeps its development checks otherwise.
  process.env.NODE_ENV = 'production';
  await import(program.href);
} else {
  process.stderr.write('fault-sim is not built: run npm run build\n');
  process.exitCode = 70;
}
