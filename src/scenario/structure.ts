import type { Problems } from './problems.ts';
import type { Mapping } from './tree.ts';
export function checkStructure(_scenario: Mapping, _problems: Problems): void {}
