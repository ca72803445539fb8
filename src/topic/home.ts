import type { Place } from '../types.ts';
import type { Named } from './evidence.ts';

/**
 * Offices of the outlet's own state: "PM leaves for Beijing" in a paper of Lahore means the one
 * at home. Only an office that no name of a state or person claims counts, and only where title
 * and lede name no other state, whose office it could be.
 *
 * @param side the side that the outlet's country belongs to
 * @param offices ids of the offices that are meant
 * @returns the offices as names of that side, in title and lede
 */
export function homeOffices(
  named: readonly Named[],
  texts: Readonly<Record<Place, string>>,
  side: string,
  offices: readonly string[],
): readonly Named[] {
  const top = named.filter(({ where }) => where !== 'body');
  if (top.some(({ sides }) => sides.includes('others'))) return [];
  return top.flatMap((office, at) => {
    if (!offices.includes(office.mention.id)) return [];
    const text = texts[office.where];
    const beside = (other: Named | undefined) =>
      other !== undefined && other.where === office.where && other.own !== undefined;
    const before = top[at - 1];
    const after = top[at + 1];
    const gapBefore = before && text.slice(before.mention.end, office.mention.start);
    const gapAfter = after && text.slice(office.mention.end, after.mention.start);
    if (beside(before) && CLAIMED_BEFORE.test(gapBefore ?? '')) return [];
    if (beside(after) && CLAIMED_AFTER.test(gapAfter ?? '')) return [];
    const known = after?.where === office.where && (gapAfter ?? '').trim() === '';
    if (!known && UNKNOWN_NAME.test(text.slice(office.mention.end))) return [];
    return [{ ...office, own: side, sides: [side] }];
  });
}

/** "China's foreign minister", "Chinese foreign minister", چینی وزیر خارجہ, چین کے وزیر خارجہ. */
const CLAIMED_BEFORE = /^(?:['’]s?)?\s*(?:(?:کے|کی|کا|के|की|का)\s+)?$/u;
/** "Foreign Minister Wang Yi", "foreign minister of the People's Republic". */
const CLAIMED_AFTER = /^\s*(?:of\s+(?:the\s+)?)?$/u;
/** "President Macron": somebody whom the gazetteer does not know. */
const UNKNOWN_NAME = /^\s+\p{Lu}/u;
