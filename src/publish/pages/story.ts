/** The page of one story, which reads like a citation sheet: who said what, when, and why it is in. */

import { grouped } from '../../grouped.ts';
import { firstReport } from '../../stories/publishers.ts';
import type { Article, Former, Report, Site, Story, Tag } from '../../types.ts';
import { storyPath, tagPath } from '../paths.ts';
import { countOutlets, countryName, outletName, outletNote, sayOutlets } from '../wording.ts';
import { citation } from './cite.ts';
import { certainty, fullDate, fullInstant, offsetOf } from './dates.ts';
import { frame, type Linked, link } from './frame.ts';
import { DOT, href, html, joined, type Markup } from './html.ts';
import { joins } from './joins.ts';
import { storyDate } from './list.ts';
import { why } from './match.ts';
import type { Neighbours } from './neighbours.ts';
import {
  compare,
  count,
  inLanguage,
  isState,
  languageName,
  primaryLanguage,
  schemeName,
  sentence,
} from './words.ts';

const nobody: Neighbours = { before: [], after: [] };

export function storyPage(linked: Linked, story: Story, neighbours: Neighbours = nobody): string {
  const { site } = linked;
  const path = storyPath(story.ledger.storyId);
  const { article } = story.lead;
  const date = sentence(fullDate(storyDate(story), site.timeZone));
  const told = sayReports(story, site);
  return frame(linked, {
    path,
    title: story.ledger.headline,
    description: `${date}, ${tellers(story)}. ${article.excerpt}`.trim(),
    body: html`<article class="story">
<header>
<p class="kicker">${date}${DOT}${told}</p>
<h1${inLanguage(article.language, site.language)}>${story.ledger.headline}</h1>
${earlier(headlinesBefore(story), site)}${lede(story.lead, site)}${tagsByScheme(story.tags, path)}</header>
${sideBySide(story, site)}${timeline(story, site)}${why(story, site)}${joins(story)}${citation(story, site, path)}${around(neighbours, site, path)}</article>`,
  });
}

/** `8 outlets`, `9 reports by 8 outlets of 6 publishers`. */
function sayReports({ reports }: Story, site: Site): string {
  const outlets = sayOutlets(reports, site);
  return countOutlets(reports) === reports.length
    ? outlets
    : `${count(reports.length, 'report')} by ${outlets}`;
}

/** `Dawn`, `Dawn and 8 other outlets`: whoever leads need not have been first. */
function tellers({ reports, lead }: Story): string {
  const others = countOutlets(reports) - 1;
  const name = outletName(lead.article);
  return others === 0 ? name : `${name} and ${count(others, 'other outlet')}`;
}

/** Those of the story; where there is one report, those of its outlet from before it was a story too. */
function headlinesBefore({ ledger, reports, lead }: Story): readonly Former[] {
  const own = ledger.formerHeadlines ?? [];
  if (reports.length > 1) return own;
  const before = (lead.article.formerTitles ?? []).filter(
    ({ title }) => !own.some((former) => former.title === title),
  );
  return [...before, ...own].sort((a, b) => compare(a.until, b.until));
}

function earlier(former: readonly Former[] | undefined, site: Site): Markup | undefined {
  if (former === undefined || former.length === 0) return undefined;
  const lines = former.map(
    ({ title, until }) =>
      html`<q dir="auto">${title}</q> <small class="until">until <time datetime="${until}">${fullInstant(until, site.timeZone)}</time></small>`,
  );
  if (lines.length === 1) return html`<p class="by">Earlier headline: ${lines}</p>\n`;
  return html`<p class="by">Earlier headlines:</p>
<ul class="former">
${lines.map((line) => html`<li>${line}</li>\n`)}</ul>
`;
}

function lede({ article }: Report, site: Site): Markup {
  const note = outletNote(article);
  const told = html`<b dir="auto">${outletName(article)}</b>${note !== undefined && ` (${note})`}`;
  const address = href(article.url);
  return html`${
    article.excerpt !== '' &&
    html`<blockquote${inLanguage(article.language, site.language)}><p>${article.excerpt}</p></blockquote>\n`
  }<p class="by">${joined(
    [
      told,
      article.authors.length > 0 && `by ${article.authors.join(', ')}`,
      article.agency !== undefined && `credits ${article.agency}`,
      article.titleFrom !== 'given' && headlineOrigin(article),
      address !== undefined && html`<a${address}>Read it at the source</a>`,
    ],
    DOT,
  )}</p>
`;
}

function headlineOrigin(article: Article): string {
  return article.titleFrom === 'lede'
    ? 'without a headline of its own: these are its first words'
    : 'without a headline of its own: this is read from its address';
}

function tagsByScheme(tags: readonly Tag[], path: string): Markup | undefined {
  if (tags.length === 0) return undefined;
  const schemes = [...new Set(tags.map((tag) => tag.scheme))];
  return html`<dl class="facets">
${schemes.map(
  (scheme) => html`<div><dt>${schemeName(scheme)}</dt><dd>${joined(
    tags
      .filter((tag) => tag.scheme === scheme)
      .map((tag) => html`<a href="${link(path, tagPath(tag))}">${tag.label}</a>`),
    DOT,
  )}</dd></div>
`,
)}</dl>
`;
}

/** One column for each origin, the lead's first: governments and what they own apart from the rest. */
function sideBySide(story: Story, site: Site): Markup | undefined {
  if (story.reports.length === 1) return undefined;
  const origins = [...grouped(story.reports, ({ article }) => originOf(article))];
  return html`<section aria-labelledby="headlines">
<h2 id="headlines">Headlines side by side</h2>
<div class="columns">
${origins.map(
  ([origin, reports]) => html`<div>
<h3>${origin}</h3>
<ul>
${[...grouped(reports, toldAlike)].map(([, alike]) => headline(alike, site))}</ul>
</div>
`,
)}</div>
</section>
`;
}

/** Copies of a wire stand under one headline; one that was changed stands alone with its history. */
function toldAlike({ article }: Report): string {
  const { title, language, agency, titleFrom, formerTitles, id } = article;
  const own = formerTitles === undefined || formerTitles.length === 0 ? '' : id;
  return JSON.stringify([title, language, agency, titleFrom, own]);
}

function headline(alike: readonly Report[], site: Site): Markup | undefined {
  const [first] = alike;
  if (first === undefined) return undefined;
  const { article } = first;
  const language = inLanguage(article.language, site.language);
  const outlets = alike.map(({ article: own }) => {
    const name = html`<bdi>${outletName(own)}</bdi>`;
    const address = href(own.url);
    return alike.length === 1 || address === undefined ? name : html`<a${address}>${name}</a>`;
  });
  return html`<li><p class="headline"${language}><a${href(article.url)}>${article.title}</a></p>
<p class="by">${joined(
    [
      joined(outlets, ', '),
      primaryLanguage(article.language) !== primaryLanguage(site.language) &&
        `in ${languageName(article.language)}`,
      article.agency !== undefined && `credits ${article.agency}`,
      article.titleFrom !== 'given' && 'first words, no headline',
    ],
    DOT,
  )}</p>
${earlier(article.formerTitles, site)}</li>
`;
}

function originOf(article: Article): string {
  const country = article.country === undefined ? 'Origin not known' : countryName(article.country);
  return isState(article) ? `${country}: state and state media` : country;
}

function timeline(story: Story, site: Site): Markup {
  const reports = [...story.reports].sort((a, b) => {
    return compare(whenKnown(a), whenKnown(b)) || compare(a.article.id, b.article.id);
  });
  const first = firstReport(reports);
  return html`<section aria-labelledby="timeline">
<h2 id="timeline">Who reported when</h2>
${first !== undefined && reports.length > 1 && html`<p class="by">First, as far as times are known: <b dir="auto">${outletName(first.article)}</b></p>\n`}<table class="timeline">
<thead><tr><th scope="col">Date</th><th scope="col">Outlet</th><th scope="col">How the date is known</th></tr></thead>
<tbody>
${reports.map(({ article }) => {
  const published = article.published;
  const note = outletNote(article);
  const time = published !== undefined && html` datetime="${published.at}"`;
  const said = fullDate(published, site.timeZone);
  return html`<tr><td>${time === false ? said : html`<time${time}>${said}</time>`}${
    published?.precision === 'instant' &&
    html` <small>${offsetOf(published.at, site.timeZone)}</small>`
  }</td><th scope="row"><span dir="auto">${outletName(article)}</span>${note !== undefined && html` <small>${note}</small>`}</th><td>${howKnown(article)}</td></tr>
`;
})}</tbody>
</table>
</section>
`;
}

/** Sorts a month behind its days and what is undated last: the tilde stands behind every digit. */
function whenKnown({ article }: Report): string {
  const { published } = article;
  return published?.precision === 'month' ? `${published.at}~` : (published?.at ?? '~');
}

function howKnown(article: Article): Markup {
  const { published } = article;
  if (published === undefined) return html`neither given nor inferable`;
  const how = certainty(published) ?? 'given with the report';
  const { evidence, at } = published;
  if (evidence === undefined || evidence === at) return html`${how}`;
  // What names its words itself needs no marks around them.
  return evidence.includes('"')
    ? html`${how}: <bdi>${evidence}</bdi>`
    : html`${how}: <q dir="auto">${evidence}</q>`;
}

function around({ before, after }: Neighbours, site: Site, path: string): Markup | undefined {
  if (before.length === 0 && after.length === 0) return undefined;
  return html`<nav class="around" aria-labelledby="around">
<h2 id="around">Before and after</h2>
${steps('Before', before, site, path)}${steps('After', after, site, path)}</nav>
`;
}

function steps(label: string, stories: readonly Story[], site: Site, path: string) {
  if (stories.length === 0) return undefined;
  return html`<h3>${label}</h3>
<ul class="plain">
${stories.map(
  (story) =>
    html`<li><a href="${link(path, storyPath(story.ledger.storyId))}"${inLanguage(story.lead.article.language, site.language)}>${story.ledger.headline}</a> <small>${fullDate(storyDate(story), site.timeZone)}</small></li>
`,
)}</ul>
`;
}
