import type { EntityKind, Mention } from '../types.ts';
import { fold } from './fold.ts';
import { findHits, type Gazetteer, type Hit, heldBy, type Spelling } from './gazetteer.ts';

/**
 * The names in a text, in order; of names that overlap, the one that starts first, then the
 * longest, unless a still longer one cuts into it; after a theme, an event or a phrase the names it
 * holds. Masks hide what they cover and are not returned. A spelling that names two entities
 * (Pak-China) gives a mention of each, or of the likelier one where they are people. Ambiguous
 * spellings count only with support: another name of the same state anywhere in the text, or, for
 * entities without a state, another name within 160 characters. For a state, an office right
 * after it or a project near it is support as well. Two ambiguous names of one state support one
 * another where one is a person's; a spelling that surely names something else too (中巴) supports
 * itself, unless a rival of the entity is named (巴西), and a friend supports as its own state does.
 *
 * @param home codes of states that need no naming: those of the outlet.
 * @param at `YYYY-MM…`: of two people of one name it is the one who was in office then.
 */
export function findNames(
  gazetteer: Gazetteer,
  text: string,
  home: readonly string[] = [],
  at?: string,
): Mention[] {
  const folded = fold(text);
  const hits = findHits(gazetteer, folded);
  const support = { ...supportOf(hits, home), inOffice: inOfficeAt(gazetteer, at) };
  return hits.flatMap((hit, at) => {
    const spellings = chosen(hit, hits[at + 1], support);
    // An ambiguous name that does not count still holds others: "Chinese Consulate".
    const counted =
      spellings.length > 0 || hit.spellings.some(({ kind }) => kind === 'mask')
        ? [{ hit, spellings }]
        : heldBy(gazetteer, folded, hit).map((inner) => ({
            hit: inner,
            spellings: chosen(inner, undefined, support),
          }));
    return counted.flatMap(({ hit: { start, end }, spellings: ids }) => {
      const from = folded.starts[start] ?? 0;
      const to = folded.ends[end - 1] ?? from;
      return ids.map(({ id }) => ({ id, text: text.slice(from, to), start: from, end: to }));
    });
  });
}

type Support = {
  readonly ids: ReadonlySet<string>;
  readonly countries: ReadonlySet<string>;
  /** Where names that mean one thing only stand. */
  readonly spans: readonly Hit[];
};

type Known = Support & { readonly inOffice: (id: string) => boolean };

/** Months are compared as text; of a time without an end the office goes on. */
function inOfficeAt({ entities }: Gazetteer, at: string | undefined): (id: string) => boolean {
  if (at === undefined) return () => false;
  const month = at.slice(0, 7);
  return (id) => {
    const { from, to } = entities.get(id) ?? {};
    return from !== undefined && from.slice(0, 7) <= month && (to ?? month).slice(0, 7) >= month;
  };
}

const NAMED: ReadonlySet<EntityKind> = new Set([
  'country',
  'person',
  'organisation',
  'company',
  'place',
  'project',
  'event',
]);

function supportOf(hits: readonly Hit[], home: readonly string[]): Support {
  const sure = hits.filter(({ spellings, held }) =>
    spellings.some(({ ambiguous, kind }) => (!ambiguous || held) && NAMED.has(kind)),
  );
  const spellings = sure.flatMap(({ spellings: ending, held }) =>
    ending.filter(({ ambiguous }) => !ambiguous || held),
  );
  const named = spellings.flatMap(({ country }) => country ?? []);
  return {
    ids: new Set(spellings.map(({ id }) => id)),
    countries: new Set([...home, ...named, ...mutual(hits)]),
    spans: sure,
  };
}

/** States of which two ambiguous names stand in the text, a person's among them. */
function mutual(hits: readonly Hit[]): string[] {
  const names = new Map<string, { texts: Set<string>; person: boolean }>();
  for (const { spellings } of hits) {
    for (const { ambiguous, kind, country, units } of spellings) {
      if (!ambiguous || country === undefined || !NAMED.has(kind)) continue;
      const before = names.get(country) ?? { texts: new Set(), person: false };
      before.texts.add(units.join());
      names.set(country, { ...before, person: before.person || kind === 'person' });
    }
  }
  return [...names].flatMap(([country, { texts, person }]) =>
    person && texts.size > 1 ? [country] : [],
  );
}

function chosen(hit: Hit, next: Hit | undefined, support: Known): readonly Spelling[] {
  const counted = hit.spellings.filter(
    (spelling) =>
      spelling.kind !== 'mask' &&
      (!spelling.ambiguous ||
        hit.held ||
        isSupported(spelling, hit, support) ||
        (spelling.kind === 'country' && isOffice(next) && next.start - hit.end < 2)),
  );
  if (counted.length < 2 || counted.every(({ kind }) => kind !== 'person')) return counted;
  const known = counted.filter(({ id }) => support.ids.has(id));
  if (known.length > 0) return known.slice(-1);
  const inOffice = counted.filter(({ id }) => support.inOffice(id));
  return (inOffice.length > 0 ? inOffice : counted).slice(-1);
}

function isOffice(hit: Hit | undefined): hit is Hit {
  return hit?.spellings.some(({ kind }) => kind === 'office') ?? false;
}

function isSupported(spelling: Spelling, hit: Hit, support: Support): boolean {
  if (support.ids.has(spelling.id)) return true;
  if (spelling.rivals.some((rival) => support.ids.has(rival))) return false;
  if (spelling.friends.some((friend) => support.ids.has(friend))) return true;
  if (hit.spellings.some((other) => other.id !== spelling.id && !other.ambiguous)) return true;
  if (spelling.country !== undefined && support.countries.has(spelling.country)) return true;
  return support.spans.some(
    (other) =>
      other !== hit &&
      other.start < hit.end + NEAR &&
      other.end > hit.start - NEAR &&
      (spelling.country === undefined || other.spellings.some(({ kind }) => kind === 'project')),
  );
}

/** Within so many characters one name supports another. */
const NEAR = 160;
