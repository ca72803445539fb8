import { stringify } from 'yaml';
import { newId } from './config/add-feeds.ts';
import { jsonSchemas, schemaFolder, schemaLine } from './config/schemas.ts';

/** What a new topic is about, as its maker says it. */
export type NewTopic = {
  /** A UUID made for it. */
  readonly id: string;
  readonly title: string;
  readonly author: string;
  /** BCP-47. */
  readonly language: string;
  /** IANA name. */
  readonly timeZone: string;
  /** What stories must name; each with its spellings, the first of which is its label. */
  readonly about: readonly (readonly [string, ...string[]])[];
};

/**
 * The files of a sources folder for a new topic, by path: valid as they are, and with what a
 * person needs to know in their comments.
 */
export function topicFiles(topic: NewTopic): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = topic.about.map(([label, ...spellings]) => {
    const id = newId(label, taken);
    taken.add(id);
    return { id, label, spellings: [label, ...spellings] };
  });
  return new Map([
    [
      'topic.yaml',
      topicYaml(
        topic,
        names.map(({ id }) => id),
      ),
    ],
    ['gazetteer.yaml', gazetteerYaml(topic.language, names)],
    ['feeds.yaml', feedsYaml],
    ['decisions.yaml', decisionsYaml],
    ['articles/README.md', articlesReadme],
    ...[...jsonSchemas()].map(([name, text]) => [`${schemaFolder}/${name}`, text] as const),
  ]);
}

const line = (value: unknown): string => stringify(value, { lineWidth: 0 }).trimEnd();
const inline = (values: readonly string[]): string =>
  `[${values.map((value) => stringify(value, { defaultStringType: 'QUOTE_DOUBLE', lineWidth: 0 }).trim()).join(', ')}]`;

function topicYaml(topic: NewTopic, ids: readonly string[]): string {
  return `${schemaLine('topic')}
# The topic: what the feed is called, what belongs in it and how its stories are tagged.
version: 1

# Made once, never changed: the ids of the feed and of its stories derive from it.
id: ${topic.id}
title: ${line(topic.title)}
author: ${line(topic.author)}
language: ${line(topic.language)}
# Days on pages and in grouping are days of this zone.
timeZone: ${line(topic.timeZone)}
# Where out/ will be served, with a slash at its end; until it is set, no link of ours is written.
# site: https://example.org/feed/
# How the owner of a feed can reach you; told with every request.
# contact: mailto:you@example.org
# When \`watch\` runs.
schedule:
  cron: "*/15 * * * *"
  timeZone: UTC
# A source with nothing new for so many days, or failing for so many, is worth a notice.
silentAfterDays: 30

# What is in. An article starts at 0; the weight of every rule that holds is added, once each; from
# \`bar\` upwards it is in. A rule holds when all of \`needs\` stand in its places (\`in\`) and none of
# \`lacks\` does. \`any\` takes ids of gazetteer.yaml, \`kind\` a kind of its names. For topics between
# states there are sides and those who act for them; the topic that ships with Karakoram shows how.
match:
  bar: 2
  sides: {}
  acts: []
  rules:
    - id: in-title
      says: The title names what this feed is about
      weight: 3
      in: [title]
      needs: [{ any: ${inline(ids)} }]
    - id: in-lede
      says: The first sentences name what this feed is about
      weight: 2
      in: [lede]
      needs: [{ any: ${inline(ids)} }]
    - id: in-body
      says: The text names it further down
      weight: 1
      in: [body]
      needs: [{ any: ${inline(ids)} }]
    - id: elsewhere
      says: Words in title or first sentences that pull a story elsewhere
      weight: -3
      in: [title, lede]
      needs: [{ kind: pull }]

# Which names become tags. A mention adds the weight of its place; a name is salient in an article
# from the \`bar\` of its kind upwards, and a tag of the story when it is so in \`share\` of the reports.
tags:
  weights: { title: 3, lede: 2, body: 1 }
  bodyLimit: 2000
  share: 0.34
  kinds:
    theme: { bar: 1, limit: 8 }
    person: { bar: 2, limit: 8 }
    organisation: { bar: 1, limit: 6 }
    place: { bar: 2, limit: 5 }
    country: { bar: 2, limit: 4 }
    event: { bar: 2, limit: 4 }
  outletKinds:
    official: { label: Official source }
    state-media: { label: State media }
    public-media: { label: Public media }
    private-media: { label: Private media }
    think-tank: { label: Think tank }
    aggregator: { label: Aggregator }
`;
}

function gazetteerYaml(
  language: string,
  names: readonly {
    readonly id: string;
    readonly label: string;
    readonly spellings: readonly string[];
  }[],
): string {
  const entries = names.map(
    ({ id, label, spellings }) => `- id: ${id}
  label: ${line(label)}
  kind: theme
  names:
    ${language}: ${inline(spellings)}
`,
  );
  return `${schemaLine('gazetteer')}
# The names that the rules of topic.yaml look for, with their spellings in each language (BCP-47, or
# \`other\`). Kinds: country, person, organisation, company, place, project, event, theme, phrase,
# form, office, pull, mask. What is of kind \`pull\` takes weight from a story, here by the rule
# "elsewhere"; a \`mask\` holds another name and means neither. A spelling that is only right beside
# other names of the topic stands under \`ambiguous\` too.
${entries.join('')}`;
}

const feedsYaml = `${schemaLine('feeds')}
# The feeds that a run polls. \`karakoram sources add ADDRESS\` finds the feed of a site and writes it
# here. An id is fixed for ever; the address may change. A feed with \`off\` is kept and not polled.
#
#  - id: example-news
#    url: https://example.org/feed
#    outlet: Example News
#    country: GB
#    language: en
#    kind: private-media
version: 1
feeds: []
`;

const decisionsYaml = `${schemaLine('decisions')}
# Repair by hand: accept, reject, merge, split, lead, tag. Each names articles by their address, and
# says why and on which day:
#
#  - reject: https://example.org/a-cricket-match
#    because: sport
#    on: 2026-05-21
version: 1
decisions: []
`;

const articlesReadme = `# Stored articles

Put articles here as \`.txt\` (as copied), \`.md\` (with title, url, outlet and published in front
matter), \`.html\`, \`.json\` or \`.jsonl\`. Folders are looked into; this file is not read.
`;
