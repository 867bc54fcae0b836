/** Colours by meaning, for light rooms and dark ones. */
export const colours = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f5f6f8; --line: #d8dce2; --text: #1b1f24; --quiet: #5b6470;
  --good: #116932; --bad: #b4161b; --doubt: #855300; --fault: #7a2fa6; --link: #0b57b0;
  --good-ground: #e3f4e8; --bad-ground: #fdeceb; --doubt-ground: #fdf1da;
  --lane: #8a93a0; --paused: #c3c9d2; --struck: #ead9f5;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #14171b; --raised: #1d2127; --line: #363c45; --text: #e4e7eb; --quiet: #9da6b2;
    --good: #6bd08d; --bad: #ff8a85; --doubt: #efb95c; --fault: #cf9cf0; --link: #7db4ff;
    --good-ground: #14301f; --bad-ground: #3a1a1b; --doubt-ground: #372a12;
    --lane: #7d8794; --paused: #4d5561; --struck: #3b2a49;
  }
}
`;

/** How a diagram looks, in a page or alone. */
export const diagramLook = `
.space-time { font: 12px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.space-time text { fill: var(--text); white-space: pre; }
.space-time text.time, .space-time text.key { fill: var(--quiet); }
.space-time text.name { font-weight: 700; }
.space-time text.bad { fill: var(--bad); font-weight: 700; }
.space-time text.message { fill: var(--quiet); }
.space-time text.fault { fill: var(--fault); }
.lane { stroke: var(--lane); stroke-width: 2; }
.stair { stroke: var(--line); }
.struck { stroke: var(--struck); stroke-width: 16; }
.paused { stroke: var(--paused); stroke-width: 16; stroke-dasharray: 3 3; }
.down { stroke: var(--lane); stroke-width: 3; stroke-dasharray: 0 6; stroke-linecap: round; }
.rule { stroke: var(--line); }
.break { fill: var(--bad-ground); }
.arrow { stroke: var(--link); stroke-width: 2; }
.arrow.lost { stroke-dasharray: 5 4; }
.head, circle.message { fill: var(--link); }
.event { fill: var(--ground); stroke: var(--text); stroke-width: 2; }
.evidence { fill: var(--text); stroke: var(--text); stroke-width: 2; }
.decisive { fill: var(--bad); }
.cross { fill: none; stroke: var(--bad); stroke-width: 3; }
.inner { fill: none; stroke: var(--ground); stroke-width: 2; }
`;

/** How the page round it looks. */
export const pageLook = `
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
main { max-width: 1120px; margin: 0 auto; padding: 24px 20px 64px; }
h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere; }
h1 { font-size: 26px; margin: 0 0 8px; }
h2 { font-size: 19px; margin: 40px 0 8px; }
h3 { font-size: 16px; margin: 28px 0 4px; }
p { margin: 8px 0; max-width: 80ch; overflow-wrap: anywhere; }
a { color: var(--link); }
.badge { display: inline-block; margin-right: 12px; padding: 0 10px; border-radius: 6px; font-size: 20px; }
.badge.good { background: var(--good-ground); }
.badge.bad { background: var(--bad-ground); }
.badge.doubt { background: var(--doubt-ground); }
.good { color: var(--good); }
.bad { color: var(--bad); }
.doubt { color: var(--doubt); }
.fault { color: var(--fault); }
.quiet { color: var(--quiet); }
.strong { font-weight: 600; }
.scroll { overflow-x: auto; margin: 8px 0; }
.scroll:focus-visible { outline: 2px solid var(--link); }
table { border-collapse: collapse; font-size: 14px; }
th, td {
  padding: 5px 20px 5px 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--line); min-width: 100px; max-width: 440px; overflow-wrap: break-word;
}
th { font-weight: 600; }
td.sentence { max-width: none; }
thead th { color: var(--quiet); font-weight: 500; vertical-align: bottom; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
ul { padding-left: 20px; margin: 8px 0; }
ul.verdicts { list-style: none; padding: 0; }
ul.verdicts li { margin: 10px 0; padding: 2px 0 2px 14px; border-left: 4px solid currentcolor; overflow-wrap: anywhere; }
ul.verdicts p { margin: 2px 0; color: var(--text); }
.space-time { display: block; margin: 8px 0; }
pre {
  margin: 8px 0; padding: 10px 14px; background: var(--raised); border-radius: 6px; direction: ltr;
  font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  white-space: pre-wrap; overflow-wrap: anywhere;
}
details.scenario { margin: 12px 0; border-top: 1px solid var(--line); padding-top: 12px; }
details.words { font-size: 14px; }
details.words summary { color: var(--link); }
summary .badge { font-size: 14px; }
summary { cursor: pointer; overflow-wrap: anywhere; }
section.scenario { border-top: 1px solid var(--line); margin-top: 40px; padding-top: 24px; }
dt { font-weight: 600; margin-top: 8px; }
dd { margin: 0; color: var(--quiet); }
footer { margin-top: 48px; padding-top: 16px; border-top: 1px solid var(--line); font-size: 14px; color: var(--quiet); }
.tools { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 16px; visibility: hidden; }
.tools button, .tools select {
  font: inherit; font-size: 14px; min-width: 36px; max-width: 100%; padding: 3px 10px;
  color: var(--text); background: var(--raised); border: 1px solid var(--line); border-radius: 6px;
}
.tools button { cursor: pointer; }
.tools :focus-visible { outline: 2px solid var(--link); }
.picked { height: 3em; overflow-y: auto; font-size: 14px; color: var(--quiet); visibility: hidden; }
.live .tools, .live .picked { visibility: visible; }
.live .space-time { cursor: pointer; }
.story .scroll { position: relative; }
.panning, .panning .space-time { cursor: grabbing; user-select: none; }
.picking [data-row], .picking [data-message] { opacity: 0.3; }
.picking .past, .picking .future, .picking .picked-row { opacity: 1; }
.picking .future text { font-style: italic; }
.picking .picked-row text { font-weight: 700; }
.picking .words tbody tr { opacity: 0.4; }
.picking .words tbody :is(.past, .future, .picked-row) { opacity: 1; }
.picking tr.picked-row { background: var(--raised); }
.picking tr.future { text-decoration: underline dotted; }
.story .out, .picking .out { opacity: 0.15; }
@media (max-width: 480px) {
  main { padding: 16px 14px 48px; }
  h1 { font-size: 21px; }
  .badge { display: table; margin-bottom: 8px; }
  .picked { height: 6em; }
}
@media print {
  body { font-size: 13px; }
  main { max-width: none; padding: 0; }
  .scroll { overflow: visible; height: auto !important; }
  .space-time { max-width: 100%; height: auto !important; }
  .tools, .picked, details.words { display: none; }
  h1, h2, h3, summary, ul.verdicts { break-after: avoid; }
  tr, li, pre, dl, .space-time { break-inside: avoid; }
  .story :is([data-row], [data-message]) { opacity: 1 !important; }
}
`;

/** Without a script there is nothing that could answer. */
export const scriptlessLook = `
.tools, .picked { display: none; }
`;
