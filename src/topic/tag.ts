import type { Article, Entity, Mention, Place, Reading, Tag } from '../types.ts';
import type { Gazetteer } from './gazetteer.ts';
import type { TagRules } from './rules.ts';

/** A report of a story as tagging needs it. */
type Read = { readonly article: Article; readonly reading: Reading };

/** How much a name weighs in a text. */
export type Salience = { readonly id: string; readonly weight: number };

/** A report with the names that are salient in it. */
export type Weighed = {
  readonly article: Pick<Article, 'country' | 'kind'>;
  readonly names: readonly Salience[];
};

/**
 * The tags of a story: what its reports are about (names by salience, title before lede before
 * body), what happened (form), and which countries and kinds of outlets report it. A name becomes
 * a tag where it is salient in enough of the reports. Order: kinds as the rules list them, within
 * a kind the most salient first, then by id; outlets last.
 */
export function tagStory(
  reports: readonly Read[],
  gazetteer: Gazetteer,
  rules: TagRules,
): readonly Tag[] {
  return tagWeighed(
    reports.map(({ article, reading }) => ({ article, names: salient(reading, gazetteer, rules) })),
    gazetteer,
    rules,
  );
}

/** The same from the salient names alone, for reports that were read before. */
export function tagWeighed(
  reports: readonly Weighed[],
  gazetteer: Gazetteer,
  rules: TagRules,
): readonly Tag[] {
  const wanted = Math.max(1, Math.ceil(reports.length * rules.share));
  const found = new Map<string, { reports: number; weight: number }>();
  for (const { names } of reports) {
    for (const { id, weight } of names) {
      const before = found.get(id) ?? { reports: 0, weight: 0 };
      found.set(id, { reports: before.reports + 1, weight: before.weight + weight });
    }
  }
  const ranked = [...found]
    .filter(([, counted]) => counted.reports >= wanted)
    .sort(([a, one], [b, two]) => two.weight - one.weight || (a < b ? -1 : 1))
    .flatMap(([id]) => gazetteer.entities.get(id) ?? []);
  const named = Object.entries(rules.kinds).flatMap(([kind, { limit }]) =>
    ranked
      .filter((entity) => entity.kind === kind)
      .slice(0, limit)
      .map(tagOf),
  );
  return [...named, ...outletTags(reports, rules)];
}

/** The names that a text is about, by the rules for each kind. */
export function salient(reading: Reading, gazetteer: Gazetteer, rules: TagRules): Salience[] {
  const weights = new Map<string, number>();
  const onTop = new Set([...reading.title, ...reading.lede].map(({ id }) => id));
  const implies = rules.implies.filter(({ with: any }) => any?.some((id) => onTop.has(id)) ?? true);
  const add = (id: string, weight: number) => weights.set(id, (weights.get(id) ?? 0) + weight);
  for (const place of ['title', 'lede', 'body'] as const) {
    for (const mention of reading[place]) {
      const ids = meanings(mention, place, gazetteer, { ...rules, implies });
      for (const id of ids) add(id, rules.weights[place]);
    }
  }
  const reached = [...weights].filter(([id, weight]) => {
    const kind = gazetteer.entities.get(id)?.kind;
    const bar = kind === undefined ? undefined : rules.kinds[kind]?.bar;
    return bar !== undefined && weight >= bar && !rules.hidden.includes(id);
  });
  const ids = new Set(reached.map(([id]) => id));
  const yielded = rules.yields.filter(({ to }) => to.some((other) => ids.has(other)));
  return reached
    .filter(([id]) => yielded.every(({ tag }) => tag !== id))
    .map(([id, weight]) => ({ id, weight }));
}

/** The name itself, where its kind counts in this place, and what it implies. */
function meanings(
  { id, start }: Mention,
  place: Place,
  gazetteer: Gazetteer,
  rules: TagRules,
): readonly string[] {
  const counted = (candidate: string) => {
    const kind = gazetteer.entities.get(candidate)?.kind;
    const rule = kind === undefined ? undefined : rules.kinds[kind];
    if (!rule?.in.includes(place)) return false;
    return place !== 'body' || start < (rule.bodyLimit ?? rules.bodyLimit);
  };
  const implied = rules.implies.filter(({ from }) => from.includes(id)).map(({ tag }) => tag);
  return [id, ...implied].filter(counted);
}

/** A name of the gazetteer as a tag. */
export function tagOf(entity: Entity): Tag {
  const zh = entity.names.zh?.[0];
  const ur = entity.names.ur?.[0];
  const labels = { ...(zh === undefined ? {} : { zh }), ...(ur === undefined ? {} : { ur }) };
  return {
    id: entity.id,
    label: entity.label,
    scheme: entity.kind,
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
  };
}

function outletTags(reports: readonly Weighed[], rules: TagRules): Tag[] {
  const sorted = (values: readonly (string | undefined)[]) =>
    [...new Set(values.flatMap((value) => value ?? []))].sort();
  return [
    ...sorted(reports.map(({ article }) => article.country)).map(countryTag),
    ...sorted(reports.map(({ article }) => article.kind)).map((kind): Tag => {
      const { label = kind, ...labels } = rules.outletKinds[kind] ?? {};
      return { id: `outlet-${kind}`, label, scheme: 'outlet-kind', labels };
    }),
  ];
}

function countryTag(code: string): Tag {
  const nameIn = (language: string) =>
    new Intl.DisplayNames(language, { type: 'region', fallback: 'code' }).of(code) ?? code;
  return {
    id: `outlet-${code.toLowerCase()}`,
    label: nameIn('en'),
    scheme: 'outlet-country',
    labels: { zh: nameIn('zh'), ur: nameIn('ur') },
  };
}
