import { ensureBuilt } from './built.ts';

/** Builds before any test file runs: two workers that both found it stale would get in each other's way. */
export default function setup(): void {
  ensureBuilt();
}
