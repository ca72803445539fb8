/** Every configured source with its health. */

import { type Day, dayOfInstant } from '../../local-day.ts';
import type { Site } from '../../types.ts';
import { healthOf, inOrder, type SourceState, STATUS } from '../status.ts';
import { countryName, kindWords } from '../wording.ts';
import { shortDay } from './dates.ts';
import { ABOUT, frame, type Linked, link, SOURCES } from './frame.ts';
import { type Content, href, html, joined, type Markup } from './html.ts';
import { count, languageName } from './words.ts';

export function sourcesPage(linked: Linked, states: readonly SourceState[]): string {
  const { site } = linked;
  const used = states.filter(({ source }) => source.off === undefined);
  const off = states.filter(({ source }) => source.off !== undefined);
  return frame(linked, {
    path: SOURCES,
    title: 'Sources',
    description: `The ${states.length} sources that ${site.title} reads, and how they are.`,
    body: html`<h1>Sources</h1>
<p class="standfirst">${summary(states, site)} The same for programs: <a href="${link(SOURCES, STATUS)}">${STATUS}</a>. How well stories are chosen and joined: <a href="${link(SOURCES, ABOUT)}">measured figures</a>.</p>
${[...byCountry(used)].map(([country, list]) => countryTable(country, list, site))}${off.length > 0 && offTable(off)}`,
  });
}

/** `80 sources: 71 working, 3 failing, 6 switched off.` */
function summary(states: readonly SourceState[], site: Site): string {
  const totals = new Map<string, number>();
  for (const state of states) {
    const health = healthOf(state, site).state;
    totals.set(health, (totals.get(health) ?? 0) + 1);
  }
  const order = ['working', 'silent', 'failing', 'not read yet', 'off'];
  const parts = order
    .filter((health) => totals.has(health))
    .map((health) => `${totals.get(health)} ${health === 'off' ? 'switched off' : health}`);
  const all = count(states.length, 'source');
  return parts.length === 0 ? `${all}.` : `${all}: ${parts.join(', ')}.`;
}

/** Countries with the most sources first, so that the page reads from what matters most here. */
function byCountry(states: readonly SourceState[]): ReadonlyMap<string, readonly SourceState[]> {
  const groups = new Map<string, SourceState[]>();
  for (const state of inOrder(states)) {
    const { country } = state.source;
    const name = country === undefined ? 'Country not known' : countryName(country);
    const others = groups.get(name);
    if (others === undefined) groups.set(name, [state]);
    else others.push(state);
  }
  const size = ([name, list]: readonly [string, readonly SourceState[]]) =>
    `${String(99_999 - list.length).padStart(5, '0')}${name}`;
  return new Map([...groups].sort((a, b) => (size(a) < size(b) ? -1 : 1)));
}

function countryTable(country: string, states: readonly SourceState[], site: Site): Markup {
  return html`<table class="sources stacked">
<caption>${country}</caption>
<thead><tr><th scope="col">Source</th><th scope="col">Kind</th><th scope="col">Health</th><th scope="col">Last new report</th><th scope="col">Last on the topic</th></tr></thead>
<tbody>
${states.map((state) => row(state, site))}</tbody>
</table>
`;
}

function row(state: SourceState, site: Site): Markup {
  return html`<tr>${nameCells(state)}<td data-label="Health">${health(state, site)}</td><td data-label="Last new report">${date(state.lastArticle, site)}</td><td data-label="Last on the topic">${date(state.lastMatch, site)}</td></tr>
`;
}

function nameCells({ source }: SourceState): Markup {
  const { name, outlet } = source;
  const whole = name.includes(outlet ?? '') ? name : `${outlet}: ${name}`;
  const home = href(source.site);
  const kind = source.kind === undefined ? undefined : kindWords(source.kind);
  const language = source.language === undefined ? undefined : languageName(source.language);
  return html`<th scope="row"><bdi>${home === undefined ? whole : html`<a${home}>${whole}</a>`}</bdi>${
    !source.private &&
    html` <small><a${href(source.url)}>feed<span class="heard"> of ${whole}</span></a></small>`
  }</th><td data-label="Kind">${joined([kind, language], ', ')}</td>`;
}

/** What is not read stands apart, so that the tables above show what is. */
function offTable(states: readonly SourceState[]): Markup {
  return html`<table class="sources stacked">
<caption>Switched off</caption>
<thead><tr><th scope="col">Source</th><th scope="col">Kind</th><th scope="col">Why</th></tr></thead>
<tbody>
${inOrder(states).map(
  (state) => html`<tr>${nameCells(state)}<td data-label="Why">${state.source.off}</td></tr>
`,
)}</tbody>
</table>
`;
}

function health(state: SourceState, site: Site): Content {
  const { state: word, since, problem } = healthOf(state, site);
  if (word === 'working' || word === 'not read yet') return word;
  const from = since === undefined ? '' : ` since ${shortDay(since)}`;
  return html`<b>${word}</b>${from}${problem !== undefined && `: ${problem}`}`;
}

function date(instant: string | undefined, site: Site): Content {
  if (instant === undefined) return 'none yet';
  const day: Day = dayOfInstant(instant, site.timeZone);
  return html`<time datetime="${day}">${shortDay(day)}</time>`;
}
