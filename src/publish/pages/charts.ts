/**
 * Charts drawn while publishing, as SVG that needs no script. Widths are percentages and heights
 * pixels, so that a chart fills its column on a phone as on a wide screen and its words keep their
 * size. Colours come from the style sheet, for both themes and for print.
 */

import { scaleBand, scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import { html, type Markup } from './html.ts';

/** One column of a chart over time. `parts` are stacked in their order from the ground up. */
export type Column = {
  readonly label: string;
  /** Words under the axis; the next ones stand at least four columns away. */
  readonly tick?: string;
  /** Stands below them. */
  readonly year?: string;
  readonly parts: readonly number[];
  /** Why it may hold too little, in words, and by which class the band behind it is drawn. */
  readonly mark?: { readonly says: string; readonly band: 'gap' | 'before' };
};

const HEIGHT = 234;
const ABOVE = 18;
const BELOW = 38;

/** Stacked columns. `summary` says in a sentence what the picture shows to those who do not see it. */
export function columnChart(columns: readonly Column[], summary: string): Markup {
  const x = scaleBand<number>()
    .domain(columns.map((_, index) => index))
    .range([0, 100])
    .paddingInner(0.18);
  const sizes = columns.map(({ parts }) => parts.reduce((sum, part) => sum + part, 0));
  const y = scaleLinear()
    .domain([0, Math.max(1, ...sizes)])
    .nice(4)
    .range([HEIGHT - BELOW, ABOVE]);
  const steps = y.ticks(4).filter(Number.isInteger);
  const layers = stackedParts(columns);
  return html`<svg class="chart" role="img" aria-label="${summary}" height="${HEIGHT}">
<defs><pattern id="gap" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch" width="1.5" height="6"/></pattern></defs>
${bandsOf(columns).map(([name, from, to]) => {
  const end = to === columns.length - 1 ? x.bandwidth() : x.step();
  return band(name, x(from) ?? 0, (x(to) ?? 0) - (x(from) ?? 0) + end);
})}${steps.map(
  (step) => html`<line class="grid" x1="0" x2="100%" y1="${round(y(step))}" y2="${round(y(step))}"/>
`,
)}${layers.map(
  (layer, part) => html`<g class="part-${part}">
${layer.map(
  ([low, high], index) =>
    high > low &&
    html`<rect x="${round(x(index) ?? 0)}%" y="${round(y(high))}" width="${round(x.bandwidth())}%" height="${round(y(low) - y(high))}"/>
`,
)}</g>
`,
)}${columns.map(
  (
    column,
    index,
  ) => html`<rect class="target" x="${round(x(index) ?? 0)}%" y="${ABOVE}" width="${round(x.step())}%" height="${HEIGHT - BELOW - ABOVE}"><title>${column.label}: ${sizes[index] ?? 0}${column.mark !== undefined && ` (${column.mark.says})`}</title></rect>
`,
)}${steps.map(
  (step) => html`<text class="step" x="-8" y="${round(y(step)) + 4}">${step}</text>
`,
)}${ticks(columns, (index) => x(index) ?? 0).map(
  ({
    at,
    tick,
    year,
    isOdd,
  }) => html`<g${isOdd && html` class="odd"`}><text x="${at}%" y="${HEIGHT - BELOW + 18}">${tick}</text>${
    year !== undefined && html`<text x="${at}%" y="${HEIGHT - BELOW + 33}">${year}</text>`
  }</g>
`,
)}</svg>
`;
}

type Tick = {
  /** In hundredths of the width. */
  readonly at: number;
  readonly tick: string;
  readonly year: string | undefined;
  /** Left out where there is little room, the last one with a year never. */
  readonly isOdd: boolean;
};

/** Words under the axis; `x` gives the left side of a column. */
function ticks(columns: readonly Column[], x: (index: number) => number): readonly Tick[] {
  const found = columns.flatMap(({ tick, year }, index) =>
    tick === undefined ? [] : [{ at: round(x(index)), tick, year }],
  );
  const kept = found.findLastIndex(({ year }) => year !== undefined);
  return found.map((one, order) => ({ ...one, isOdd: (order - kept) % 2 !== 0 }));
}

/** Columns beside one another that are marked alike, first and last: one band shows no seams. */
function bandsOf(columns: readonly Column[]): readonly (readonly [string, number, number])[] {
  const bands: [string, number, number][] = [];
  for (const [index, { mark }] of columns.entries()) {
    const last = bands.at(-1);
    if (mark === undefined) continue;
    if (last?.[0] === mark.band && last[2] === index - 1) last[2] = index;
    else bands.push([mark.band, index, index]);
  }
  return bands;
}

function band(name: string, x: number, width: number): Markup {
  return html`<rect class="${name}" x="${round(x)}%" y="${ABOVE}" width="${round(width)}%" height="${HEIGHT - BELOW - ABOVE}"/>
`;
}

/** For each part, its lower and upper bound in each column. */
function stackedParts(columns: readonly Column[]): readonly (readonly [number, number][])[] {
  const keys = [...(columns[0]?.parts ?? []).keys()];
  const series = stack<unknown, Column, number>()
    .keys(keys)
    .value((column, key) => column.parts[key] ?? 0)([...columns]);
  return series.map((layer) => layer.map((point) => [point[0], point[1]] as [number, number]));
}

/** One row of a bar table. `share` of `value` is drawn stronger. */
export type Bar = {
  readonly label: Markup | string;
  readonly value: number;
  readonly share?: number;
};

/** Which columns a bar table has; `share` only where bars have one. */
export type BarHeads = { readonly label: string; readonly value: string; readonly share?: string };

/**
 * Bars as a table: the numbers are there for everyone, and the picture beside them is only a picture.
 */
export function barTable(caption: string, heads: BarHeads, bars: readonly Bar[]): Markup {
  const width = scaleLinear()
    .domain([0, Math.max(1, ...bars.map((bar) => bar.value))])
    .range([0, 100]);
  return html`<table class="bars">
<caption>${caption}</caption>
<thead><tr><th scope="col">${heads.label}</th><th scope="col" class="number">${heads.value}</th>${
    heads.share !== undefined && html`<th scope="col" class="number">${heads.share}</th>`
  }<td class="picture"></td></tr></thead>
<tbody>
${bars.map(
  (
    bar,
  ) => html`<tr><th scope="row" dir="auto">${bar.label}</th><td class="number">${bar.value}</td>${
    heads.share !== undefined && html`<td class="number">${bar.share ?? 0}</td>`
  }<td class="picture"><svg class="row" aria-hidden="true" width="100%" height="12"><rect class="part-1" width="${round(width(bar.value))}%" height="12"/>${
    bar.share !== undefined &&
    bar.share > 0 &&
    html`<rect class="part-0" width="${round(width(bar.share))}%" height="12"/>`
  }</svg></td></tr>
`,
)}</tbody>
</table>
`;
}

/** Two decimals are finer than any screen, and the same on every machine. */
function round(number: number): number {
  return Math.round(number * 100) / 100;
}
