/** Stories for looking at pages and for testing them: invented, in three languages, all shapes. */

import { type Extras, renderPages } from '../../src/publish/pages/render.ts';
import type { SourceState } from '../../src/publish/status.ts';
import type {
  Article,
  Join,
  LedgerEntry,
  Match,
  OutletKind,
  Published,
  Report,
  Site,
  Story,
  Tag,
} from '../../src/types.ts';
import { allDue, texts, wholeShelf } from './sample.ts';

/** All pages of these stories as text by path. */
export function pagesOf(
  site: Site,
  stories: readonly Story[],
  states: readonly SourceState[],
  extras: Extras = {},
): Map<string, string> {
  const shelf = wholeShelf(stories, site);
  return texts(renderPages(site, shelf, states, extras, allDue(stories, site)));
}

export const sampleSite: Site = {
  id: '6f0d7a0e-55c8-4a35-9f51-1c6f2c1f9d10',
  title: 'Karakoram',
  subtitle: 'Diplomacy between China and Pakistan, from many outlets, each event once.',
  author: 'The Karakoram editors',
  language: 'en',
  timeZone: 'Asia/Karachi',
};

type Outlet = {
  readonly name: string;
  readonly country: string;
  readonly kind: OutletKind;
  readonly language: string;
};

const OUTLETS: readonly Outlet[] = [
  { name: 'Indus Courier', country: 'PK', kind: 'private-media', language: 'en' },
  { name: 'Northern State Agency', country: 'CN', kind: 'state-media', language: 'en' },
  { name: '北方日报', country: 'CN', kind: 'state-media', language: 'zh-Hans' },
  { name: 'روزنامہ سحر', country: 'PK', kind: 'private-media', language: 'ur' },
  { name: 'Deccan Sentinel', country: 'IN', kind: 'private-media', language: 'en' },
  { name: 'Foreign Office of Pakistan', country: 'PK', kind: 'official', language: 'en' },
  { name: 'Channel Nine World', country: 'GB', kind: 'public-media', language: 'en' },
  { name: 'Centre for Corridor Studies', country: 'PK', kind: 'think-tank', language: 'en' },
  { name: 'Headline Finder', country: 'US', kind: 'aggregator', language: 'en' },
];

const COUNTRIES: Readonly<Record<string, string>> = {
  CN: 'China',
  GB: 'United Kingdom',
  IN: 'India',
  PK: 'Pakistan',
  US: 'United States',
};

const PEOPLE = ['Wang Yi', 'Ishaq Dar', 'Jiang Zaidong', 'Khalil Hashmi', 'Mao Ning', 'Li Qiang'];
const PLACES = ['Beijing', 'Islamabad', 'Gwadar', 'Kabul', 'Urumqi', 'New York'];
const FORMS = ['Phone call', 'Visit', 'Dialogue', 'Statement', 'Signing'];
const THEMES = ['Counter-terrorism', 'Economic corridor', 'Border trade', 'Water', 'Space'];

type Telling = Readonly<Record<'en' | 'zh' | 'ur', string>>;

/** The same event as the three languages would head it. */
const HEADLINES: readonly ((person: string, place: string, theme: string) => Telling)[] = [
  (person, place, theme) => ({
    en: `${person} and counterpart take up ${theme.toLowerCase()} in ${place}`,
    zh: `中巴外长就双边合作交换意见，强调深化各领域协调`,
    ur: `چین اور پاکستان کے وزرائے خارجہ کی ملاقات، تعاون بڑھانے پر اتفاق`,
  }),
  (person, place) => ({
    en: `${place} hosts another round of talks; ${person} speaks of patience and “quiet work”`,
    zh: `新一轮战略对话举行，双方同意保持高层往来`,
    ur: `اسٹریٹجک مکالمے کا نیا دور، دونوں ممالک کا مشاورت جاری رکھنے کا عزم`,
  }),
  (person, _place, theme) => ({
    en: `Spokesperson answers questions on ${theme.toLowerCase()} after remarks by ${person}`,
    zh: `外交部发言人就有关问题答记者问`,
    ur: `ترجمان دفتر خارجہ کی ہفتہ وار بریفنگ`,
  }),
  (person, place) => ({
    en: `${person} expected in ${place} next week, says foreign office`,
    zh: `中方宣布外长将应邀访问`,
    ur: `چینی وزیر خارجہ کا دورہ پاکستان، تاریخوں کا اعلان`,
  }),
];

/** The same numbers for the same seed, so that pages made from them can be compared. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** `count` stories, the newest on 21 May 2025, about three a day, one in fifteen without a date. */
export function sampleStories(count: number, seed = 7): readonly Story[] {
  const next = numbersFrom(seed);
  const pick = <T>(list: readonly T[]): T => {
    const found = list[Math.floor(next() * list.length)];
    if (found === undefined) throw new Error('an empty list has nothing to pick');
    return found;
  };
  const stories: Story[] = [];
  for (let index = 0; index < count; index++) {
    const day = new Date(Date.UTC(2025, 4, 21) - Math.floor(index / 3) * 86_400_000);
    const [person, place, theme, form] = [pick(PEOPLE), pick(PLACES), pick(THEMES), pick(FORMS)];
    const telling = pick(HEADLINES)(person, place, theme);
    const outlets = [...OUTLETS].sort(() => next() - 0.5).slice(0, 1 + Math.floor(next() ** 2 * 6));
    const undated = next() < 1 / 15;
    const reports = outlets.map((outlet, place2) => {
      const language = outlet.language.slice(0, 2) as keyof Telling;
      const published = undated ? undefined : sampleDate(day, next());
      return sampleReport(`${index}-${place2}`, outlet, telling[language], published, [
        person,
        place,
      ]);
    });
    stories.push(
      sampleStory(index, reports, [
        {
          id: slug(person),
          label: person,
          scheme: 'person',
          ...(person === 'Wang Yi' ? { labels: { zh: '王毅', ur: 'وانگ یی' } } : {}),
        },
        { id: slug(place), label: place, scheme: 'place' },
        { id: slug(form), label: form, scheme: 'form' },
        { id: slug(theme), label: theme, scheme: 'theme' },
        ...[...new Set(outlets.map((outlet) => outlet.country))].map((country) => ({
          id: country.toLowerCase(),
          label: COUNTRIES[country] ?? country,
          scheme: 'outlet-country',
        })),
      ]),
    );
  }
  return stories;
}

function sampleDate(day: Date, chance: number): Published {
  const date = day.toISOString().slice(0, 10);
  if (chance < 0.6) {
    const hour = String(Math.floor(chance * 30)).padStart(2, '0');
    const minute = String(Math.floor(chance * 1000) % 60).padStart(2, '0');
    return { at: `${date}T${hour}:${minute}:00Z`, precision: 'instant', from: 'given' };
  }
  if (chance < 0.8) return { at: date, precision: 'day', from: 'given', evidence: date };
  if (chance < 0.95)
    return { at: date, precision: 'day', from: 'weekday', evidence: 'on Wednesday' };
  return { at: date.slice(0, 7), precision: 'month', from: 'text', evidence: 'earlier this month' };
}

/** One report, with enough of everything to fill a page. */
export function sampleReport(
  id: string,
  outlet: Outlet,
  title: string,
  published: Published | undefined,
  words: readonly string[],
): Report {
  const host = outlet.name.toLowerCase().replace(/[^a-z]+/g, '') || 'daily';
  const article: Article = {
    id: `article-${id}`,
    sourceId: host,
    url: `https://${host}.example/news/${id}?from=feed&lang=${outlet.language}`,
    canonicalUrl: `https://${host}.example/news/${id}`,
    outlet: outlet.name,
    country: outlet.country,
    kind: outlet.kind,
    language: outlet.language,
    title,
    titleFrom: id.endsWith('9-0') ? 'lede' : 'given',
    ...(published === undefined ? {} : { published }),
    authors: outlet.kind === 'private-media' && outlet.language === 'en' ? ['A. Reporter'] : [],
    ...(outlet.country === 'IN' ? { agency: 'Southern Wire' } : {}),
    paragraphs: [],
    excerpt: EXCERPTS[outlet.language.slice(0, 2)] ?? '',
    categories: [],
    republish: 'excerpt',
    firstSeen: '2025-05-22T06:00:00Z',
    hash: `hash-${id}`,
  };
  return { article, match: sampleMatch(words) };
}

const EXCERPTS: Readonly<Record<string, string>> = {
  en: 'The two ministers met for the better part of an afternoon and left with a list: more flights, a date for the joint committee, and a sentence on security that each side will read in its own way.',
  zh: '双方就共同关心的问题深入交换意见，一致同意加强沟通协调，推动务实合作走深走实。',
  ur: 'دونوں وزرائے خارجہ نے دوطرفہ امور پر تفصیلی بات چیت کی اور رابطے جاری رکھنے پر اتفاق کیا۔',
};

function sampleMatch(words: readonly string[]): Match {
  return {
    in: true,
    score: 7.5,
    bar: 4,
    reasons: [
      {
        rule: 'both-countries',
        says: 'Both countries are named',
        weight: 4,
        words: 'China … Pakistan',
        where: 'title',
      },
      {
        rule: 'office-holder',
        says: 'An office-holder is named',
        weight: 2,
        words: words[0] ?? 'minister',
        where: 'lede',
      },
      {
        rule: 'place',
        says: 'A place is named',
        weight: 2,
        words: words[1] ?? 'Beijing',
        where: 'body',
      },
      {
        rule: 'cricket',
        says: 'It is about cricket',
        weight: -0.5,
        words: 'series',
        where: 'body',
      },
    ],
  };
}

/** A story of these reports, the first its lead. */
export function sampleStory(
  index: number,
  reports: readonly Report[],
  tags: readonly Tag[],
): Story {
  const [lead, ...others] = reports;
  if (lead === undefined) throw new Error('a story has at least one report');
  const ledger: LedgerEntry = {
    storyId: `urn:uuid:${String(index).padStart(8, '0')}-0000-5000-8000-000000000000`,
    sequence: 1_000_000 - index,
    members: reports.map((report) => report.article.id),
    leadId: lead.article.id,
    headline: lead.article.title,
    ...(lead.article.url === undefined ? {} : { link: lead.article.url }),
    contentHash: `content-${index}`,
    firstPublished: '2025-05-22T06:00:00Z',
    updated: '2025-05-22T06:00:00Z',
  };
  const joins: readonly Join[] = others.map((report) => ({
    a: lead.article.id,
    b: report.article.id,
    score: 0.834,
    reasons: ['same day', 'the same two office-holders', 'both tell of a visit'],
  }));
  return { ledger, lead, reports, tags, joins };
}

function slug(text: string): string {
  return text.toLowerCase().replaceAll(' ', '-');
}

/** One source an outlet, in every state of health. */
export function sampleSources(): readonly SourceState[] {
  return OUTLETS.map((outlet, index) => {
    const id = `source-${index}`;
    const check = {
      sourceId: id,
      checkedAt: '2025-05-22T06:00:00Z',
      nextAt: '2025-05-22T07:00:00Z',
      failures: 0,
      fullAt: '2025-05-22T06:00:00Z',
    };
    const failing = {
      ...check,
      failures: 30,
      failingSince: '2025-05-19T06:00:00Z',
      problem: 'feed.example knows no such page (HTTP 404).',
      cause: 'http-404',
    };
    return {
      source: {
        id,
        name: outlet.name,
        url: `https://feed.example/${id}.xml`,
        site: `https://feed.example/${id}/`,
        outlet: outlet.name,
        country: outlet.country,
        language: outlet.language,
        kind: outlet.kind,
        republish: 'excerpt',
        private: index === 6,
        ...(index === 7 ? { off: 'the feed has stood still since January' } : {}),
      },
      ...(index === 8 ? {} : { check: index === 4 ? failing : check }),
      ...(index === 8 ? {} : { lastArticle: '2025-05-21T21:00:00Z' }),
      ...(index > 4 ? {} : { lastMatch: '2025-05-20T08:00:00Z' }),
    };
  });
}

/** Reports that were left out, some near the bar, one by hand. */
export function sampleRejected(): readonly Report[] {
  return OUTLETS.map((outlet, index) => {
    const date: Published = { at: '2025-05-20', precision: 'day', from: 'given' };
    const report = sampleReport(
      `out-${index}`,
      outlet,
      `A match and a trade fair, day ${index}`,
      date,
      ['trade fair'],
    );
    const match = { ...report.match, in: false, score: index / 2 };
    return {
      ...report,
      match: index === 1 ? { ...match, decision: 'a friendly of clubs' } : match,
    };
  });
}
