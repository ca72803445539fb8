/** The words around a story: dates with their certainty, outlets with who stands behind them. */
import { independentPublishers } from '../stories/publishers.ts';
import type { Article, Match, OutletKind, Published, Report, Site } from '../types.ts';

/** What readers should know of an outlet; nothing is said of an ordinary newspaper. */
const KINDS: Readonly<Record<OutletKind, string | undefined>> = {
  official: 'official',
  'state-media': 'state media',
  'public-media': 'public broadcaster',
  'private-media': undefined,
  'think-tank': 'think tank',
  aggregator: 'aggregator',
};
const PLACES = { title: 'headline', lede: 'first paragraph', body: 'text' } as const;
/** The heaviest reasons say enough; a long text fires dozens. */
const REASONS_SHOWN = 4;

/** `21 May 2026, 14:05 GMT+5`, `21 May 2026` or `May 2026`: never more than is known. */
export function sayWhen(published: Published | undefined, timeZone: string): string | undefined {
  if (published === undefined) return undefined;
  if (published.precision === 'instant') {
    // Put together by hand: the order and the commas of Intl differ between versions of Node.
    const parts = new Map(
      clock(timeZone)
        .formatToParts(new Date(published.at))
        .map((part) => [part.type, part.value]),
    );
    const get = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
    const date = `${Number(get('day'))} ${monthName(get('month'))} ${get('year')}`;
    return `${date}, ${get('hour')}:${get('minute')} ${get('timeZoneName')}`;
  }
  const [year = '', month = '', day = ''] = published.at.split('-');
  const named = `${monthName(month)} ${year}`;
  return published.precision === 'day' ? `${Number(day.slice(0, 2))} ${named}` : named;
}

/** `Dawn (Pakistan)`, `Xinhua (China, state media)`: whatever follows it stands to its right. */
export function sayOutlet(article: Article): string {
  const note = outletNote(article);
  const name = outletName(article);
  if (note !== undefined) return `${name} (${note})`;
  return RIGHT_TO_LEFT.test(name) ? `${name}${LEFT_TO_RIGHT_MARK}` : name;
}

/**
 * A date after a name in Urdu would be drawn on the name's left (UAX #9, rule W2), and readers drop
 * the elements and attributes that prevent it. A character stays.
 */
const LEFT_TO_RIGHT_MARK = '\u200e';
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thaana}]/u;

/**
 * `Reported by Xinhua (China, state media), 21 May 2026.`: readers show an author, seldom the outlet,
 * and never who stands behind it or how its date is known.
 */
export function sayReported(article: Article, site: Pick<Site, 'timeZone'>): string {
  const { published } = article;
  const when = sayWhen(published, site.timeZone);
  const by = `Reported by ${sayOutlet(article)}`;
  if (published === undefined || when === undefined) return `${by}; the date is not known.`;
  if (published.precision === 'month') return `${by} in ${when}; the day is not known.`;
  return `${by}, ${when}${published.from === 'given' ? '' : ' (inferred)'}.`;
}

/** The kind of an outlet where every kind is named. */
export function kindWords(kind: OutletKind): string {
  return KINDS[kind] ?? 'private media';
}

/** `Pakistan, state media`, as far as it is known. */
export function outletNote(article: Pick<Article, 'country' | 'kind'>): string | undefined {
  const country = article.country === undefined ? undefined : countryName(article.country);
  const kind = article.kind === undefined ? undefined : KINDS[article.kind];
  const known = [country, kind].filter((part) => part !== undefined);
  return known.length === 0 ? undefined : known.join(', ');
}

/** An outlet by its name, else by the host of its site. */
export function outletName(article: Article): string {
  if (article.outlet !== undefined) return article.outlet;
  const host = URL.canParse(article.url ?? '') ? new URL(article.url ?? '').hostname : '';
  return host.replace(/^www\./, '') || 'Outlet not known';
}

/** How many outlets report, by name: one that reports twice counts once. */
export function countOutlets(reports: readonly Report[]): number {
  return new Set(reports.map(({ article }) => outletName(article))).size;
}

/** `1 outlet`, `9 outlets of 6 publishers` where some of them have one owner. */
export function sayOutlets(reports: readonly Report[], site: Site): string {
  const outlets = countOutlets(reports);
  const publishers = independentPublishers(reports, site.publishers ?? {}).length;
  const said = `${outlets} ${outlets === 1 ? 'outlet' : 'outlets'}`;
  if (publishers === 0 || publishers >= outlets) return said;
  return `${said} of ${publishers === 1 ? 'one publisher' : `${publishers} publishers`}`;
}

/** `“China · Pakistan” (headline, first paragraph), “met” (text): score 9, 5 needed`. */
export function sayWhy(match: Match): string {
  if (match.decision !== undefined) return `chosen by hand: ${match.decision}`;
  const said = new Map<string, Set<string>>();
  for (const { weight, words, where } of match.reasons.toSorted((a, b) => b.weight - a.weight)) {
    // Words within words that were said already tell a reader nothing.
    const within = [...said.keys()].some((other) => other !== words && other.includes(words));
    if (weight <= 0 || within) continue;
    said.set(words, (said.get(words) ?? new Set()).add(PLACES[where]));
  }
  const reasons = [...said]
    .slice(0, REASONS_SHOWN)
    .map(([words, places]) => `“${words}” (${[...places].join(', ')})`)
    .join(', ');
  const score = `score ${round(match.score)}, ${round(match.bar)} needed`;
  return reasons === '' ? score : `${reasons}: ${score}`;
}

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region' });
const LANGUAGES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** A country by its English name; the code itself where there is no such country. */
export function countryName(code: string): string {
  return nameIn(COUNTRIES, code) ?? code;
}

/** A language by its English name; nothing where there is no such language. */
export function languageName(tag: string): string | undefined {
  return tag === 'und' ? undefined : nameIn(LANGUAGES, tag);
}

/** Intl throws on what has not the form of a code. */
function nameIn(names: Intl.DisplayNames, code: string): string | undefined {
  try {
    return names.of(code);
  } catch {
    return undefined;
  }
}

/** Rtl scripts by language; titles and excerpts are set in their own direction. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return /^(?:ar|arc|ckb|dv|fa|he|ks|ku-arab|pnb|ps|sd|skr|ug|ur|yi)(?:-|$)/i.test(language)
    ? 'rtl'
    : 'ltr';
}

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

function monthName(number: string): string {
  return MONTHS[Number(number) - 1] ?? number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a thousand times as much as using it. */
function clock(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  clocks.set(timeZone, made);
  return made;
}

/** At most two decimals, without trailing zeros. */
function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
