import type { Article, Place } from '../types.ts';
import type { Named } from './evidence.ts';
import type { Gazetteer } from './gazetteer.ts';

type Texts = Readonly<Record<Place, string>>;

/**
 * Code of the state that an outlet speaks from: as it is known, else as the language of its report
 * tells.
 */
export function homeOf(
  { country, language }: Pick<Article, 'country' | 'language'>,
  { tongues }: Pick<Gazetteer, 'tongues'>,
): string | undefined {
  return country ?? tongues.get(language);
}

/** Where only the language tells an outlet's state, an office counts in its letters alone. */
export function isNative({ words }: Pick<Named, 'words'>): boolean {
  return /\P{ASCII}/u.test(words);
}

/**
 * Offices of the outlet's own state: "PM leaves for Beijing" in a paper of Lahore means the one
 * at home. Only an office that no name of a state or person claims counts, and only where in title
 * and lede nobody acts for a state besides, whose office it could be.
 *
 * @param named the names of title and lede, `actors` those of them who act
 * @param side the side that the outlet's country belongs to
 * @param offices ids of the offices that are meant
 * @returns the offices as names of that side, in title and lede
 */
export function homeOffices(
  named: readonly Named[],
  actors: readonly Named[],
  texts: Texts,
  side: string,
  offices: readonly string[],
): readonly Named[] {
  if (actors.some(({ own }) => own === 'others')) return [];
  return unclaimed(named, texts, offices).map((office) => ({
    ...office,
    own: side,
    sides: [side],
  }));
}

/**
 * Embassies and envoys that nobody claims: of the state whose mission the text names elsewhere,
 * "Embassy denies … the Chinese mission said"; else, in a paper of the host, of the only other
 * state that it names.
 *
 * @param missions ids of such offices, and of missions by name
 */
export function missionsOf(
  named: readonly Named[],
  actors: readonly Named[],
  texts: Texts,
  side: string | undefined,
  missions: readonly string[],
): readonly Named[] {
  const free = unclaimed(named, texts, missions);
  if (free.length === 0) return [];
  const starts = new Set(free.map(placeOf));
  const claims = named.filter(
    (name) => missions.includes(name.mention.id) && !starts.has(placeOf(name)),
  );
  const senders = new Set(
    actors
      .filter((actor) => claims.some((claim) => claim === actor || overlaps(actor, claim)))
      .flatMap(({ own }) => own ?? []),
  );
  const others = new Set(
    named.flatMap(({ own, kind }) =>
      own === undefined || own === side || kind === 'office' ? [] : [own],
    ),
  );
  // A mission of a side is what the text is about, that of another state its counterpart.
  const sides = [...senders].filter((sender) => sender !== 'others');
  const known = sides.length > 0 ? sides : [...senders];
  const [owner, ...more] = known.length > 0 ? known : side === undefined ? [] : others;
  if (owner === undefined || more.length > 0) return [];
  return free.map((mission) => ({ ...mission, own: owner, sides: [owner] }));
}

function placeOf({ where, mention }: Named): string {
  return `${where} ${mention.start}`;
}

/** The words that make somebody an actor reach over the claim. */
function overlaps(actor: Named, { where, mention }: Named): boolean {
  const { start, end } = actor.mention;
  const reach = actor.words.length;
  return actor.where === where && mention.start < start + reach && mention.end > end - reach;
}

/** Offices in title and lede that no name of a state or person beside them claims. */
function unclaimed(
  named: readonly Named[],
  texts: Texts,
  offices: readonly string[],
): readonly Named[] {
  return named.filter((office, at) => {
    if (!offices.includes(office.mention.id) || office.own !== undefined) return false;
    const text = texts[office.where];
    const beside = (other: Named | undefined) =>
      other !== undefined && other.where === office.where && other.own !== undefined;
    const { start, end } = office.mention;
    const before = named.slice(0, at).findLast(({ mention }) => mention.end <= start);
    const after = named
      .slice(at)
      .find(({ where, mention }) => where !== office.where || mention.start >= end);
    const gapBefore = before && text.slice(before.mention.end, start);
    const gapAfter = after && text.slice(end, after.mention.start);
    if (beside(before) && CLAIMED_BEFORE.test(gapBefore ?? '')) return false;
    const isPlace = after?.kind === 'place'; // وزیراعظم بیجنگ روانہ: that is where he goes
    if (beside(after) && !isPlace && CLAIMED_AFTER.test(gapAfter ?? '')) return false;
    const known = after?.where === office.where && !isPlace && (gapAfter ?? '').trim() === '';
    return known || !UNKNOWN_NAME.test(text.slice(end));
  });
}

/** "China's foreign minister", "Chinese foreign minister", چینی وزیر خارجہ, چین کے وزیر خارجہ. */
const CLAIMED_BEFORE = /^(?:['’]s?)?\s*(?:(?:کے|کی|کا|के|की|का)\s+)?$/u;
/** "Foreign Minister Wang Yi", "foreign minister of the People's Republic". */
const CLAIMED_AFTER = /^\s*(?:of\s+(?:the\s+)?)?$/u;
/** "President Macron": somebody whom the gazetteer does not know. */
const UNKNOWN_NAME = /^\s+\p{Lu}/u;
