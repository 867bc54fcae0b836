import {
  lstatSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
} from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DraftFile } from '../../../src/cli/play/draft-file.ts';
import { finished } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';

const folder = scratch();

function written(path: string, text: string): void {
  const file = new DraftFile(path);
  file.write(text);
  file.commit();
}

describe('what a report is written to', () => {
  it('is a file that appears whole, in folders that are made', () => {
    const path = folder.of('deep/er/report.json');
    const file = new DraftFile(path);
    file.write('one ');
    file.write('two');
    expect(readdirSync(folder.of('deep/er')).filter((name) => name === 'report.json')).toEqual([]);
    file.commit();
    expect(readFileSync(path, 'utf8')).toBe('one two');
    expect(readdirSync(folder.of('deep/er'))).toEqual(['report.json']);
  });

  it('stays a link when it is one', () => {
    const target = folder.write('kept/target.json', 'old');
    const link = folder.of('link.json');
    symlinkSync(target, link);
    written(link, 'new');
    expect(readlinkSync(link)).toBe(target);
    expect(readFileSync(target, 'utf8')).toBe('new');
    expect(readdirSync(folder.of('kept'))).toEqual(['target.json']);
  });

  it('stays a link whose target is not there yet', () => {
    folder.write('from/here', '');
    folder.write('to/there', '');
    const [first, second] = [folder.of('from/first.json'), folder.of('to/second.json')];
    symlinkSync('../to/second.json', first);
    symlinkSync('third.json', second);
    written(first, 'new');
    expect(lstatSync(first).isSymbolicLink() && lstatSync(second).isSymbolicLink()).toBe(true);
    expect(readFileSync(folder.of('to/third.json'), 'utf8')).toBe('new');
  });

  it('may have the longest name that there is', () => {
    const path = folder.of(`long/${'ä'.repeat(125)}.json`);
    written(path, 'long');
    expect(readFileSync(path, 'utf8')).toBe('long');
  });

  it('is written beside what another process of the same number left there', () => {
    const path = folder.of('shared/report.json');
    const [ours, others] = [new DraftFile(path), new DraftFile(path)];
    others.write('theirs, and longer');
    ours.write('ours');
    others.commit();
    expect(readFileSync(path, 'utf8')).toBe('theirs, and longer');
    ours.commit();
    expect(readFileSync(path, 'utf8')).toBe('ours');
    expect(readdirSync(folder.of('shared'))).toEqual(['report.json']);
  });

  it('stays a pipe when it is one, and its reader gets everything', async () => {
    const pipe = folder.pipe('pipe');
    const reader = finished('cat', [pipe]);
    written(pipe, 'through');
    expect((await reader).stdout).toBe('through');
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  });

  it('stays what it was when it is discarded', () => {
    const path = folder.write('old.json', 'old');
    const file = new DraftFile(path);
    file.write('new');
    file.discard();
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  it('is no folder', () => {
    const path = realpathSync(folder.path);
    expect(() => new DraftFile(path)).toThrow(`${path} cannot be written: it is a folder`);
  });
});
