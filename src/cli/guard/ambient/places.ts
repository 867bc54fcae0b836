import type { Ambient } from './ambient.ts';
import { setting, time } from './substitutes.ts';

/** What `Date` is refused as without an argument: it reads a clock. */
export const ambientDate: Ambient = { name: 'new Date()', instead: time };

/** What it is refused as with several, or with a text that names no zone. */
export const localTime: Ambient = {
  name: 'a time of day without a zone',
  instead:
    'one with a zone, as in 2020-01-01T00:00Z, or Date.UTC(): its zone is that of the machine',
};

const zone = 'the methods with UTC in their name, or toISOString: this one reads a time zone';
const locale = 'it with a locale: without one it reads that of the machine';

/** Methods of dates that read the time zone of the machine, whatever they are given. */
const zoned = [
  'getDate',
  'getDay',
  'getFullYear',
  'getHours',
  'getMinutes',
  'getMonth',
  'getSeconds',
  'getTimezoneOffset',
  'getYear',
  'toDateString',
  'toString',
  'toTimeString',
  'setDate',
  'setFullYear',
  'setHours',
  'setMinutes',
  'setMonth',
  'setSeconds',
  'setYear',
];

/** Whether arguments name a locale, at this place among them. */
const namesLocale =
  (place: number) =>
  (args: readonly unknown[]): boolean =>
    args[place] !== undefined;

/** Whether arguments name a locale and a time zone. */
function namesZone([name, options]: readonly unknown[]): boolean {
  const { timeZone }: { readonly timeZone?: unknown } = Object(options ?? {});
  return name !== undefined && timeZone !== undefined;
}

/** A function that depends on the time zone or locale of the machine unless it is told one. */
export interface AmbientPlace extends Ambient {
  /** The object that it hangs on, by its path from the globals. */
  readonly owner: string;
  readonly key: string;
  /** Whether it is told everything that it would ask the machine for. */
  readonly isTold: (args: readonly unknown[]) => boolean;
}

const placed = (
  owner: string,
  keys: readonly string[],
  instead: string,
  isTold: AmbientPlace['isTold'],
): AmbientPlace[] =>
  keys.map((key) => {
    const name = `${owner.replace('.prototype', '')}.${key}()`;
    return { owner, key, name, instead, isTold, packages: 'loading' };
  });

/** What tells where the machine stands and which language it speaks. */
export const ambientPlaces: readonly AmbientPlace[] = [
  {
    owner: 'process',
    key: 'cwd',
    name: 'process.cwd()',
    instead: setting,
    isTold: () => false,
    packages: 'always',
  },
  {
    owner: 'globalThis',
    key: 'File',
    name: 'new File()',
    instead: 'it with `lastModified`: without one it reads a clock',
    isTold: ([, , options]) => Reflect.has(Object(options ?? {}), 'lastModified'),
    packages: 'loading',
  },
  ...placed('Date.prototype', zoned, zone, () => false),
  ...placed(
    'Date.prototype',
    ['toLocaleDateString', 'toLocaleString', 'toLocaleTimeString'],
    'it with a locale and a timeZone, or toISOString',
    namesZone,
  ),
  ...placed('Intl', ['DateTimeFormat'], 'it with a locale and a timeZone', namesZone),
  ...placed(
    'Intl',
    ['Collator', 'DisplayNames', 'ListFormat', 'NumberFormat', 'PluralRules'],
    locale,
    namesLocale(0),
  ),
  ...placed('Intl', ['RelativeTimeFormat', 'Segmenter'], locale, namesLocale(0)),
  ...placed('Number.prototype', ['toLocaleString'], locale, namesLocale(0)),
  ...placed('BigInt.prototype', ['toLocaleString'], locale, namesLocale(0)),
  ...placed('String.prototype', ['localeCompare'], '<, or it with a locale', namesLocale(1)),
  ...placed('String.prototype', ['toLocaleLowerCase', 'toLocaleUpperCase'], locale, namesLocale(0)),
];
