import { isDocument, readDocument } from '../src/collect/document/document.ts';
import { clusterArticles } from '../src/stories/cluster.ts';
import { type Fingerprint, fingerprint } from '../src/stories/fingerprint.ts';
import type { StoryWords } from '../src/stories/rules.ts';
import type { Gazetteer } from '../src/topic/gazetteer.ts';
import { readArticle } from '../src/topic/read.ts';
import { articleOf, type Case, type NearMiss, type Row } from './cases.ts';

/** What stories are scored with. */
export type StoryContext = {
  readonly gazetteer: Gazetteer;
  readonly stories: StoryWords;
  /** Name of the zone in which days are counted. */
  readonly timeZone: string;
  readonly nearMisses: readonly NearMiss[];
  /** ISO time up to which a report may be dated. */
  readonly now: string;
};

/**
 * Scores the grouping of articles from their text alone: over the relevant ones and over all.
 * An article without an event is a story of its own. A near miss is merged when any article of
 * the one event is in a story with any of the other.
 */
export function score(cases: readonly Case[], context: StoryContext): readonly Row[] {
  const prints = new Map(cases.map((one) => [one.id, printOf(one, context)]));
  const relevant = cases.filter(({ label }) => label.relevant === 'yes');
  return [
    ...scoreGroups('relevant', relevant, prints, context.nearMisses),
    ...scoreGroups('all', cases, prints, context.nearMisses),
  ];
}

/** A text in which the reader finds no article has no fingerprint and stays alone. */
export function printOf(one: Case, context: StoryContext): Fingerprint | undefined {
  const document = readDocument(one.text, context);
  if (!isDocument(document)) return undefined;
  const article = articleOf(one, document, context.now);
  const reading = readArticle(article, context.gazetteer);
  return fingerprint(article, reading, context.gazetteer, context.timeZone, context.stories);
}

/** Index of the group by case id. */
type Groups = ReadonlyMap<string, number>;

function scoreGroups(
  part: string,
  cases: readonly Case[],
  prints: ReadonlyMap<string, Fingerprint | undefined>,
  nearMisses: readonly NearMiss[],
): Row[] {
  const groups = clusterArticles(cases.flatMap(({ id }) => prints.get(id) ?? []));
  const groupOf = new Map(
    groups.flatMap(({ articleIds }, at) => articleIds.map((id) => [id, at] as const)),
  );
  for (const [at, { id }] of cases.entries()) {
    if (!groupOf.has(id)) groupOf.set(id, groups.length + at);
  }
  const name = `stories, ${part} articles`;
  return [
    bcubed(name, cases, groupOf),
    mergedMisses(name, cases, groupOf, nearMisses),
    acrossLanguages(name, cases, groupOf),
  ];
}

/** Precision and recall of the group of each article, averaged over articles (Bagga 1998). */
function bcubed(name: string, cases: readonly Case[], groupOf: Groups): Row {
  let precision = 0;
  let recall = 0;
  for (const one of cases) {
    const group = cases.filter(({ id }) => groupOf.get(id) === groupOf.get(one.id));
    const event = cases.filter((other) => sameEvent(one, other));
    const right = group.filter((other) => sameEvent(one, other)).length;
    precision += right / group.length / cases.length;
    recall += right / event.length / cases.length;
  }
  const f1 = (2 * precision * recall) / (precision + recall);
  const mixed = groupsOf(cases, groupOf).filter(
    ([first, ...rest]) => first !== undefined && rest.some((other) => !sameEvent(first, other)),
  );
  const torn = [...new Set(cases.map(({ label }) => label.event))].filter((event) => {
    const ids = cases.filter(({ label }) => event !== '' && label.event === event);
    return new Set(ids.map(({ id }) => groupOf.get(id))).size > 1;
  });
  return {
    name: `${name}: BCubed F1`,
    value: `${f1.toFixed(3)} (precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)})`,
    detail: [
      ...mixed.map((group) => `mixed: ${describe(group)}`),
      ...torn.map((event) => {
        const parts = groupsOf(
          cases.filter(({ label }) => label.event === event),
          groupOf,
        );
        return `torn: ${parts.map(describe).join(' | ')}`;
      }),
    ].join('\n'),
  };
}

function sameEvent(a: Case, b: Case): boolean {
  return a.id === b.id || (a.label.event !== '' && a.label.event === b.label.event);
}

function groupsOf(cases: readonly Case[], groupOf: Groups): readonly (readonly Case[])[] {
  return partsBy(cases, ({ id }) => groupOf.get(id));
}

function describe(group: readonly Case[]): string {
  return partsBy(group, ({ label }) => label.event)
    .map((part) => `${part[0]?.label.event} ${part.map(({ id }) => id).join(' ')}`)
    .join(' + ');
}

function partsBy(
  cases: readonly Case[],
  key: (one: Case) => unknown,
): readonly (readonly Case[])[] {
  return [...new Set(cases.map(key))].map((value) => cases.filter((one) => key(one) === value));
}

function mergedMisses(
  name: string,
  cases: readonly Case[],
  groupOf: Groups,
  nearMisses: readonly NearMiss[],
): Row {
  const groupsOfEvent = (event: string) =>
    new Set(cases.filter(({ label }) => label.event === event).map(({ id }) => groupOf.get(id)));
  const present = nearMisses.filter(
    ({ a, b }) => groupsOfEvent(a).size > 0 && groupsOfEvent(b).size > 0,
  );
  const merged = present.filter(({ a, b }) => {
    const groups = groupsOfEvent(b);
    return [...groupsOfEvent(a)].some((group) => groups.has(group));
  });
  return {
    name: `${name}: near misses merged`,
    value: `${merged.length} of ${present.length}`,
    detail: merged.map(({ a, b, reason }) => `${a} + ${b}: ${reason}`).join('\n'),
  };
}

function acrossLanguages(name: string, cases: readonly Case[], groupOf: Groups): Row {
  const pairs = cases.flatMap((a, at) =>
    cases
      .slice(at + 1)
      .filter((b) => sameEvent(a, b) && a.label.lang !== b.label.lang)
      .map((b) => ({ a, b, joined: groupOf.get(a.id) === groupOf.get(b.id) })),
  );
  const joined = pairs.filter((pair) => pair.joined).length;
  const apart = pairs.filter((pair) => !pair.joined);
  return {
    name: `${name}: pairs joined across languages`,
    value: `${joined} of ${pairs.length}`,
    detail: apart
      .map(({ a, b }) => `${a.id} ${a.label.lang}, ${b.id} ${b.label.lang}: ${a.label.event}`)
      .join('\n'),
  };
}
