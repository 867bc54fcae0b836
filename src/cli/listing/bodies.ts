/*
 * The commands that tell things, loaded together: every place where loading may split becomes files
 * of its own, and files are what starting costs.
 */
export { printCompletion } from '../completion/script.ts';
export { initFolder } from '../init/write.ts';
export { explainWord } from './explain.ts';
export { listItems } from './list.ts';
export { printSchema } from './schema.ts';
