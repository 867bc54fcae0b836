/**
 * Every code of a diagnostic, with the paragraph that explains it. Errors begin with `E_`: nothing
 * runs. Warnings begin with `W_`; with `--strict` they are errors.
 */
export const codes = {
  E_AFTER_END:
    'Something begins or ends after the run is over. `duration` at the top says when the run ends; what happens at exactly that instant still happens.',
  E_AFTER_HEAL:
    'A fault begins when everything has already been mended: its `at` is not before `heal`. Move it, or let it be `duration: forever`.',
  E_ALIAS_LIMIT:
    'A file may use aliases a hundred times, counted as they expand, so that a small file cannot grow into a large one.',
  E_BOUND: 'The value is of the right kind and outside its bounds.',
  E_DOMAIN_CYCLE:
    'A failure domain stands in itself, directly or through others. What fails with what is a graph without circles.',
  E_DUPLICATE_KEY:
    'A map holds one key twice. YAML would keep only one of the two values, so the file is refused.',
  E_EMPTY: 'The file holds nothing but blanks and comments.',
  E_EMPTY_SELECTION:
    'A selector chooses no node or link, so what it is for could never happen. `except` may have taken all of them away, or an amount on the second side of a link draws among nodes that all stand on the first.',
  E_EQUAL_SPECIFICITY:
    'Two entries under `links`, `clocks` or `disks` match the same thing, match equally many, and say different things. The one that matches fewer wins; the order in the file never decides. Make one of them more specific.',
  E_EXTENDS_CYCLE: 'Two files extend one another, or a file extends itself.',
  E_EXTENDS_DEPTH: 'A file that is extended may not extend another: there is one level.',
  E_EXTENDS_OUTSIDE:
    'A scenario may extend only a file in its own folder or below it, so that a folder of scenarios can be moved as a whole.',
  E_FORMULA:
    'A formula cannot be read or computed. A formula begins with `=` and knows + - * /, comparisons, and, or, not, `a if c else b`, min, max, abs, sqrt, length, quantities, "text" and $params; units must fit one another, so a duration and a bare number cannot be added.',
  E_IS_FOLDER: 'A file is wanted and the path leads to a folder.',
  E_MISSING_KEY: 'A key that has no default is not there.',
  E_MISSING_UNIT:
    'A quantity carries its unit: 30s, 25%, 20/s, 50ppm, 4KiB, 10Mbit/s, 2x. Only counts and pure numbers are bare, and 0 needs no unit.',
  E_MODEL:
    'What the model promises and what the scenario says of the network do not fit: a synchronous system has a bound on delays, so no latency may go beyond it, no link may lose or double messages, and no clock may drift more than its bound; a link that changes messages needs Byzantine failures.',
  E_MODULE:
    "A user's own file could not be loaded: it has an error of syntax, it throws while it is loaded, or that does not come to an end.",
  E_MORE: 'Twenty errors are told at a time; so many more were found.',
  E_NAME:
    'A name holds letters and digits of any script, `-` and `_`; no dot, blank, `*`, `$` or `:`. Words of the scenario language such as `rest` or `majority` cannot be names.',
  E_NOTHING_DUE:
    'A check of progress, such as `responds`, has goals, each of which is due `within` a time; `after` says from when on that time runs, and `premise` on what it depends. Checks of what must never happen have no goals, and where nothing is due, these keys mean nothing.',
  E_NOTHING_JUDGED:
    'A scenario without `checks` and without `metrics` has nothing to say; add one.',
  E_NOT_A_MAP:
    'A scenario is a map: lines such as `version: 1`. This file holds a list or a single value.',
  E_NOT_A_SCENARIO:
    'The file is something that fault-sim wrote, a report or a stream of events. `fault-sim replay` plays what a report is about again; `report`, `why` and `shrink` read reports too.',
  E_NOT_FOUND:
    'There is no file at this path. Paths in a file are relative to the folder of that file.',
  E_NO_HEAL:
    'Something refers to `heal`, and the scenario does not say when that is: add `heal:` at the top.',
  E_NO_LINK:
    'Nodes that are joined by switches have no direct link. Latency, loss and bandwidth belong to the hops: `node -> switch`, `switch -> switch`, `switch -> node`.',
  E_NO_PHASES:
    '`--phase` mends only a core of the nodes at `heal`, lets what is wrong with the others last, and then demands progress. So it needs a `heal`, and a check of progress with `within`, such as `responds`.',
  E_PARAM_CYCLE: 'Params may use one another, but not in a circle.',
  E_QUANTITY:
    'A quantity cannot be read. Quantities are written without blanks, a number and a unit: 15s, 1m30s, 25%, 20/s, 50ppm, 10Mbit/s, 4KiB, 2x; ranges as 1s..3s.',
  E_SCHEDULE:
    'The keys that say when a fault strikes do not go together. At most one of `every`, `rate` and `when`; `at` goes with all but `when`; `delay` goes with `when` only, `jitter` with `every` only, and `times` with a series.',
  E_SCHEMA: 'The scenario has not the shape that its JSON Schema describes.',
  E_SELECTOR:
    'A selector cannot be read. A selector is a node, a group, a glob, `all`, `kind:name`, a role, or several with commas; with an amount in front (`one of`, `2 of`, `25% of`, `minority of`, `majority of`), and `except`; two of them with `->` or `<->` between them are a link.',
  E_SENTENCE:
    'A sentence cannot be read. Sentences are `<selector> is [not] up|down|paused|connected|synced|<role>`, `<fault> is active` and `healed`; instants are `<fault> begins|hits|ends`, `heal`, `gst`, `last-write`, or a time.',
  E_SET_TWICE:
    'A cell of the matrix and a variant both set this path, and neither is the stronger. Set it in one of the two.',
  E_SHARES: 'Shares of a whole must sum to exactly 100%.',
  E_STEP:
    'A step of a script is `{ at | when, node, op }` with the fields of the request; `to` says whom a plain client asks.',
  E_TAB: 'YAML indents with blanks; a tab has no width that all programs agree on.',
  E_TAG: 'YAML tags (`!word`) have no meaning in scenarios.',
  E_TARGET:
    'The target does not fit the kind of fault: some strike nodes, some links. A fault that acts on links and is given nodes means `nodes <-> rest`; a fault that acts on nodes cannot be given links.',
  E_TIME_SERVER:
    'A clock is to be kept right by a node that does not answer when it is asked for the time.',
  E_TOO_LARGE: 'A scenario may have 1MiB of text.',
  E_TOO_MANY_NODES: 'A scenario may have 100,000 nodes.',
  E_TOO_MANY_RUNS: 'One file may ask for 100,000 runs: cells times variants times seeds.',
  E_TWO_CELLS:
    'Two cells of the matrix have the same values. Check `include`, and values that stand twice in an axis.',
  E_TWO_SCHEDULES:
    'A fault or a workload has more than one schedule. Exactly one says when and how often.',
  E_TYPE: 'The value is of another kind than the one that is wanted here.',
  E_UNKNOWN_ALIAS: 'An alias (`*name`) needs an anchor (`&name`) above it, in the same file.',
  E_UNKNOWN_CHECK:
    'There is no check of this kind, or none with this id. `fault-sim list checks` shows the kinds.',
  E_UNKNOWN_CLOCK: 'There is no clock of this name. `fault-sim list clocks` shows them.',
  E_UNKNOWN_DELAY: 'There is no delay of this name. `fault-sim list delays` shows them.',
  E_UNKNOWN_DOMAIN:
    'No failure domain of that name, or none of that kind, stands under `domains`. A domain with `count` is a group: its members are name-1, name-2, and so on.',
  E_UNKNOWN_EVENT:
    'No program of this scenario has this event. Programs declare their events; the engine adds fault-began, fault-hit, fault-ended, crashed, started, paused and resumed.',
  E_UNKNOWN_FAULT:
    'There is no fault of this kind, or none with this id. `fault-sim list faults` shows the kinds.',
  E_UNKNOWN_FIELD: 'The event or message does not have this field.',
  E_UNKNOWN_KEY: 'This key means nothing here.',
  E_UNKNOWN_LIE:
    'No program of the target has a lie of this name. A program lists its lies under `lies`, each with what it makes of which message.',
  E_UNKNOWN_MESSAGE:
    'No program of this scenario has a message of this type. The answer to a request `x` travels as `x-reply`.',
  E_UNKNOWN_METRIC:
    'There is no metric of this kind, or none with this id. `fault-sim list metrics` shows the kinds.',
  E_UNKNOWN_NODE: 'No node or group of this scenario has this name.',
  E_UNKNOWN_OPERATION: 'The program that serves does not declare this request.',
  E_UNKNOWN_PARAM: 'No param of this scenario has this name.',
  E_UNKNOWN_PATH:
    'The path leads to nothing that can be set. Paths are split at dots: nodes.store.config.fencing; `$x` is short for params.x.',
  E_UNKNOWN_POINT: 'No program of this scenario has a code point of this name.',
  E_UNKNOWN_PROGRAM:
    'There is no program of this name. `fault-sim list programs` shows them; a program of your own is named by its path, which begins with `./` or `../`.',
  E_UNKNOWN_ROW: 'The chapter has no row of this number; rows go from A1 to J4.',
  E_UNKNOWN_SCOPE: '`of` names a workload, an operation of one (`rw.read`), nodes, or a link.',
  E_UNKNOWN_TOPIC: 'This is no topic of the chapter. `fault-sim list topics` shows them.',
  E_UNKNOWN_WORD: 'One of a few words is wanted here.',
  E_UNKNOWN_WORKLOAD:
    'There is no workload of this kind, or none with this id. `fault-sim list workloads` shows the kinds.',
  E_UNREADABLE: 'The file is there and cannot be read.',
  E_VERSION: 'The language has one version so far: `version: 1`.',
  E_WHOLE_HISTORY:
    'What is answered in a window is explained by what was asked before it: `during` is for other checks.',
  E_WORKLOAD:
    'The keys of a workload do not go together. Exactly one of `rate`, `every`, `concurrency` and `steps` says how requests arrive; `to` is for clients without a program of their own.',
  E_WRONG_EXPORT:
    "A user's own file must export exactly one definition of the kind that is named here, made by defineProgram, defineFault, defineCheck or defineWorkload.",
  E_YAML: 'The file is not YAML 1.2.',
  E_ZERO_LENGTH: 'A fault of zero length would never be in effect.',
  W_AFTER_HEAL:
    'The window of a fault reaches beyond `heal`, which ends it. `duration: forever` is what survives `heal`.',
  W_EVEN_QUORUM:
    'A majority of an even number of nodes tolerates no more failures than one of the odd number below it.',
  W_HITS_NOTHING:
    'This fault strikes a node that another fault certainly holds down for the whole time, or waits for a fault that waits for it.',
  W_NO_EFFECT:
    'A key changes nothing beside the others: a crash that takes memory alone leaves the disk as it is and one that takes the disk leaves nothing, so `tear` and `survivors` say nothing of it; `retry` without `max` never asks again, and without `backoff` there is no wait to grow; `settle` puts off a `final-read` that is not there; and an `exclude` may leave out nothing.',
  W_NO_VALUE: 'A key stands there without a value: it is as if it were not there.',
  W_NOTHING_SELECTED: 'The file has no variant or check that the command line selects.',
  W_UNUSED_ANCHOR: 'An anchor (`&name`) that no alias uses.',
  W_UNUSED_GROUP: 'Nodes without a program that no workload speaks for: they do nothing.',
  W_UNUSED_PARAM: 'A param that nothing reads.',
  W_YAML: 'YAML is doubtful of this.',
} as const;

/** A code of a diagnostic. */
export type Code = keyof typeof codes;

/** Whether a text is one of the codes. */
export function isCode(text: string): text is Code {
  return Object.hasOwn(codes, text);
}
