import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runScenario } from '../../../src/index.ts';
import { countingPackage } from '../../support/counting-package.ts';
import { scratch } from '../../support/scratch.ts';
import { ownScenario, programText } from '../../support/small-scenarios.ts';

const folder = scratch();

/** What a program logs in a run of the scenario. */
async function logged(path: string): Promise<unknown[]> {
  const { runs } = await runScenario(path, { events: true });
  return (runs[0]?.events ?? []).filter(({ type }) => type === 'log').map(({ data }) => data);
}

const saying = (words: string): string => programText(`node.log('${words}');`);

describe('a file that was loaded in this process', () => {
  it('is loaded anew when it was rewritten', async () => {
    const path = folder.write('own.yaml', ownScenario('own', './own.ts'));
    folder.write('own.ts', saying('first'));
    expect(await logged(path)).toEqual(['first']);
    folder.write('own.ts', saying('second'));
    expect(await logged(path)).toEqual(['second']);
    folder.write('own.ts', saying('first'));
    expect(await logged(path)).toEqual(['first']);
  });

  it.each([
    ['ts', (value: string) => `export const word = '${value}';`, 'import { word }'],
    ['json', (value: string) => JSON.stringify({ word: value }), 'import { word }'],
  ])('is loaded anew when a .%s file that it imports was rewritten', async (ext, text, imports) => {
    const path = folder.write(`of-${ext}.yaml`, ownScenario(`of-${ext}`, `./of-${ext}.ts`));
    const body = programText('node.log(word);', `${imports} from './word.${ext}';`);
    folder.write(`of-${ext}.ts`, body);
    folder.write(`word.${ext}`, text('one'));
    expect(await logged(path)).toEqual(['one']);
    folder.write(`word.${ext}`, text('two'));
    expect(await logged(path)).toEqual(['two']);
  });

  it('finds its packages as they are, which are loaded once', async () => {
    const path = folder.write('kept.yaml', ownScenario('kept', './kept.ts'));
    const body = programText('node.log(String(count()));', countingPackage(folder));
    folder.write('kept.ts', body);
    expect(await logged(path)).toEqual(['1']);
    folder.write('kept.ts', body);
    expect(await logged(path)).toEqual(['2']);
  });

  it('is missed when it is gone', async () => {
    const path = folder.write('gone.yaml', ownScenario('gone', './gone.ts'));
    folder.write('gone.ts', programText('node.log(word);', `import { word } from './away.ts';`));
    folder.write('away.ts', `export const word = 'here';`);
    expect(await logged(path)).toEqual(['here']);
    rmSync(folder.of('away.ts'));
    await expect(logged(path)).rejects.toThrow('away.ts');
  });

  it('is played as it was mended after it could not be loaded', async () => {
    const path = folder.write('mended.yaml', ownScenario('mended', './mended.ts'));
    const head = `import { word } from './part.ts';\nif (word === 'bad') throw new Error('broken');`;
    folder.write('mended.ts', programText('node.log(word);', head));
    folder.write('part.ts', `export const word = 'bad';`);
    await expect(logged(path)).rejects.toThrow('broken');
    folder.write('part.ts', `export const word = 'good';`);
    expect(await logged(path)).toEqual(['good']);
  });
});
