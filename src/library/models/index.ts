import { Shelf } from '../../base/shelf.ts';
import { casRegister } from './cas-register.ts';
import type { Model } from './define.ts';
import { kv } from './kv.ts';
import { register } from './register.ts';

/** All sequential specifications, in order of name. */
export const models = new Shelf<Model>('model', [casRegister, kv, register]);
