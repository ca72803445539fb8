import type { Config } from './config/read.ts';
import type { Store } from './store/store.ts';
import { assemble } from './stories/assemble.ts';
import { dateOf } from './stories/date.ts';
import type { Gazetteer } from './topic/gazetteer.ts';
import { tagStory } from './topic/tag.ts';
import type { LedgerEntry } from './types.ts';

/**
 * Every article in the store as a line of JSON each, from the folder and from feeds, in or out.
 *
 * The names of the fields are stable: others score the job by them. `…From` says `given`, or what
 * the value was inferred from; `story` is the id of the published story.
 */
export async function* exportArticles(
  config: Config,
  gazetteer: Gazetteer,
  store: Store,
): AsyncGenerator<string> {
  const articles = await store.articles();
  const { judged, drafts } = assemble(articles, config, gazetteer);
  const judgedOf = new Map(judged.flatMap((one) => one.ids.map((id) => [id, one])));
  const draftOf = new Map(
    drafts.flatMap((draft) => draft.group.articleIds.map((id) => [id, draft])),
  );
  const storyOf = new Map(
    (await store.ledger())
      .filter((entry: LedgerEntry) => entry.deletedAt === undefined)
      .flatMap((entry) => entry.members.map((id) => [id, entry.storyId])),
  );

  for (const article of articles) {
    const one = judgedOf.get(article.id);
    const draft = draftOf.get(article.id);
    if (one === undefined) continue;
    const tags = draft?.tags ?? tagStory([one], gazetteer, config.tags);
    const published =
      draft === undefined
        ? article.published
        : dateOf(
            article,
            draft.reports.map((report) => report.article),
            config.site.timeZone,
          );
    yield JSON.stringify({
      id: article.id,
      file: article.file,
      url: article.url,
      source: article.sourceId,
      outlet: article.outlet,
      country: article.country,
      lang: article.language,
      title: article.title,
      titleFrom: article.titleFrom,
      formerTitles: article.formerTitles,
      published: published?.at,
      precision: published?.precision ?? 'unknown',
      publishedFrom: published?.from,
      authors: article.authors,
      agency: article.agency,
      dateline: article.dateline,
      excerpt: article.excerpt,
      match: one.match,
      story: storyOf.get(article.id),
      tags: tags.map((tag) => tag.id),
    });
  }
}
