import type { XmlElement } from './xml-document.ts';

/** What an element may have, and which attributes it must have. */
interface Rule {
  readonly attributes: { readonly [name: string]: RegExp };
  readonly required: readonly string[];
  /** In this order; `*`: any number of them, else at most one. */
  readonly children: readonly string[];
  readonly isText?: boolean;
}

const any = /^[^]*$/;
const count = /^\d+$/;
const decimal = /^\d+(\.\d+)?$/;
const text: Rule = { attributes: {}, required: [], children: [], isText: true };
const told: Rule = { ...text, attributes: { message: any, type: any } };

/**
 * The JUnit schema of Jenkins (junit-10.xsd of its xUnit plugin), as far as elements go that say how a
 * test came out. Dates and hosts are in the schema, but no report may have them.
 */
const rules: { readonly [element: string]: Rule } = {
  testsuites: {
    attributes: {
      name: any,
      time: decimal,
      tests: count,
      failures: count,
      disabled: count,
      errors: count,
    },
    required: [],
    children: ['testsuite*'],
  },
  testsuite: {
    attributes: {
      name: any,
      tests: count,
      failures: count,
      errors: count,
      disabled: count,
      skipped: count,
      time: decimal,
      id: any,
      package: any,
    },
    required: ['name', 'tests'],
    children: ['properties', 'testcase*', 'system-out', 'system-err'],
  },
  properties: { attributes: {}, required: [], children: ['property*'] },
  property: { attributes: { name: any, value: any }, required: ['name', 'value'], children: [] },
  testcase: {
    attributes: { name: any, classname: any, time: decimal, assertions: count, status: any },
    required: ['name', 'classname'],
    children: ['skipped', 'error*', 'failure*', 'system-out*', 'system-err*'],
  },
  skipped: { ...text, attributes: { message: any } },
  error: told,
  failure: told,
  'system-out': text,
  'system-err': text,
};

/** What a document has that the schema does not allow, in words. */
export function schemaProblems(element: XmlElement, path = ''): string[] {
  const here = `${path}/${element.name}`;
  const rule = rules[element.name];
  if (rule === undefined) return [`${here} is no element of JUnit`];
  const names = element.children.map(({ name }) => name);
  const order = rule.children.map((child) => child.replace('*', ''));
  const places = names.map((name) => order.indexOf(name));
  return [
    ...rule.required
      .filter((name) => element.attributes[name] === undefined)
      .map((name) => `${here} has no ${name}`),
    ...Object.entries(element.attributes)
      .filter(([name, value]) => rule.attributes[name]?.test(value) !== true)
      .map(([name, value]) => `${here} has ${name}="${value}"`),
    ...(places.includes(-1) ? [`${here} has ${names.join(', ')}`] : []),
    ...(places.some((place, nth) => place < (places[nth - 1] ?? 0))
      ? [`${here}: wrong order`]
      : []),
    ...rule.children
      .filter((child) => names.filter((name) => name === child).length > 1)
      .map((child) => `${here} has more than one ${child}`),
    ...(rule.isText === true || element.text.trim() === '' ? [] : [`${here} has text`]),
    ...element.children.flatMap((child) => schemaProblems(child, here)),
  ];
}

const numbersOf = (element: XmlElement, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, Number(element.attributes[name])]));

/** Where the counts of a document are not those of what is in it. */
export function countProblems(root: XmlElement): string[] {
  const counted = (suites: readonly XmlElement[]) => {
    const cases = suites.flatMap((suite) =>
      suite.children.filter(({ name }) => name === 'testcase'),
    );
    const having = (outcome: string): number =>
      cases.filter(({ children }) => children.some(({ name }) => name === outcome)).length;
    return {
      tests: cases.length,
      failures: having('failure'),
      errors: having('error'),
      skipped: having('skipped'),
    };
  };
  const compared = (
    element: XmlElement,
    suites: readonly XmlElement[],
    names: readonly string[],
  ) => {
    const found: { readonly [name: string]: number } = counted(suites);
    const said = numbersOf(element, names);
    return names
      .filter((name) => said[name] !== found[name])
      .map((name) => `${element.name} says ${said[name]} ${name}, and has ${found[name]}`);
  };
  return [
    ...compared(root, root.children, ['tests', 'failures', 'errors']),
    ...root.children.flatMap((suite) =>
      compared(suite, [suite], ['tests', 'failures', 'errors', 'skipped']),
    ),
  ];
}
