import type { Article, Published } from '../types.ts';
import { dayNamed, dayText, isOneDay, publicationDays } from './day.ts';

/**
 * The date that a story shows: that of its lead; where the lead has none, or only a month, the
 * earliest day of another report, moved to the weekday that the lead names nearby, and marked
 * `twin`. For showing only (do not change: fed back into grouping, one wrong join would make the
 * next).
 */
export function dateOf(
  lead: Article,
  others: readonly Article[],
  timeZone: string,
): Published | undefined {
  if (isOneDay(publicationDays(lead.published, timeZone))) return lead.published;
  return dateFromTwin(lead, others, timeZone) ?? lead.published;
}

/** The day of an undated report as the dated reports of its story tell it. */
export function dateFromTwin(
  article: Article,
  others: readonly Article[],
  timeZone: string,
): Published | undefined {
  const [twin] = others
    .flatMap((other) => {
      const days = publicationDays(other.published, timeZone);
      return other.id !== article.id && isOneDay(days) ? [{ other, day: days.from }] : [];
    })
    .sort((a, b) => a.day - b.day || (a.other.id < b.other.id ? -1 : 1));
  if (twin === undefined) return undefined;
  const named = dayNamed(`${article.title}\n${article.paragraphs[0] ?? ''}`, twin.day);
  return {
    at: dayText(named ?? twin.day),
    precision: 'day',
    from: 'twin',
    evidence: `the report of ${twin.other.outlet ?? 'another outlet'}, ${dayText(twin.day)}`,
  };
}
