import { describe, expect, it } from 'vitest';
import type { Disk } from '../../../src/world/program/node.ts';
import { scripted } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

/** How a program ends that does this with its disk: what happened to it, and why. */
async function endOf(act: (disk: Disk) => unknown): Promise<string> {
  const program = scripted((node) => void node.after('10ms', () => void act(node.disk)));
  const stage = new Stage({ nodes: { n: { program } }, untilMs: 100 });
  await stage.play();
  const crash = stage.events().find(({ type }) => type === 'crashed');
  const { change, why } = (crash?.data ?? {}) as {
    readonly change?: string;
    readonly why?: string;
  };
  return crash === undefined ? 'goes on' : `${change}: ${why}`;
}

describe('the name of a file', () => {
  it('is some text, and not the directory', async () => {
    for (const [file, told] of [
      ['', '""'],
      ['.', '"."'],
      [5, '5'],
      [undefined, 'undefined'],
    ] as const) {
      const name = file as string;
      const uses: readonly (readonly [verb: string, act: (disk: Disk) => unknown])[] = [
        ['write', (disk) => disk.write(name, 1)],
        ['append', (disk) => disk.append(name, 1)],
        ['read', (disk) => disk.read(name, 0)],
        ['records', (disk) => disk.records(name)],
        ['remove', (disk) => disk.remove(name)],
        ['rename', (disk) => disk.rename(name, 'f')],
      ];
      for (const [verb, act] of uses)
        expect(await endOf(act)).toBe(`program-error: disk.${verb}: ${told} is no name of a file`);
    }
    expect(await endOf((disk) => disk.sync(''))).toContain('disk.sync: "" is no name of a file');
    expect(await endOf((disk) => [disk.sync('.'), disk.sync()])).toBe('goes on');
  });
});

describe('a file that is not there', () => {
  it('cannot be renamed, and can be removed', async () => {
    expect(await endOf((disk) => disk.rename('nope', 'x'))).toBe('crashed: ENOENT: rename nope');
    expect(await endOf((disk) => disk.remove('nope'))).toBe('goes on');
    const moved = (disk: Disk): void => {
      disk.write('f', 1);
      disk.rename('f', 'g');
      disk.rename('g', 'f');
    };
    expect(await endOf(moved)).toBe('goes on');
  });
});
