import { Document, isMap, isScalar, isSeq, visit, type YAMLMap, type YAMLSeq } from 'yaml';
import { compactJson } from '../../base/json/json.ts';
import { keyNames } from '../vocabulary/keys.ts';
import type { ScenarioData } from '../scenario.ts';

/** A map or list that fits is written on one line, as `{ fault: crash, target: n1 }`. */
const longestFlow = 90;

/** What stands at the top is never on one line. */
const shallowest = 2;

/** The same data with the keys at the top in the order of the reference. */
export function inReferenceOrder(data: ScenarioData): ScenarioData {
  const known = keyNames.filter((key) => key in data);
  const others = Object.keys(data).filter((key) => !keyNames.includes(key));
  return Object.fromEntries([...known, ...others].map((key) => [key, data[key] ?? null]));
}

function isFlat(node: YAMLMap | YAMLSeq): boolean {
  return compactJson(node.toJSON()).length <= longestFlow;
}

/** Whatever an editor or a reader of YAML takes for the end of a line: a comment would end there. */
const lineEnds = /\r\n|[\n\r\u0085\u2028\u2029]/;

/**
 * A scenario's data as the text of a file, with the keys at the top in the order of the reference.
 * `comment`: lines to begin with, without `#`.
 */
export function writeScenario(data: ScenarioData, comment: readonly string[]): string {
  const document = new Document(inReferenceOrder(data));
  visit(document, {
    Collection(_, node, path) {
      const depth = path.filter((above) => isMap(above) || isSeq(above)).length;
      if (depth >= shallowest && (isMap(node) || isSeq(node)) && isFlat(node)) node.flow = true;
    },
    // A list of nodes or a version is a word, not a number: the reader knows what it wants.
    Scalar(_, node) {
      if (isScalar(node) && node.value === null) node.source = '';
    },
  });
  const lines = comment.flatMap((line) => line.split(lineEnds));
  const said = lines.map((line) => (line === '' ? '#\n' : `# ${line}\n`)).join('');
  const body = document.toString({ lineWidth: 100, flowCollectionPadding: true });
  return said === '' ? body : `${said}\n${body}`;
}
