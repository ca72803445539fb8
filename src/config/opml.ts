import { Parser } from 'htmlparser2';
import { element, writeXml, type XmlElement } from '../publish/tree.ts';
import type { Source } from '../types.ts';
import type { Complaint } from './complaint.ts';
import { hasCredentials, isLanguage, isWebAddress, plainSource } from './feeds.ts';

/**
 * Reads the feeds of an OPML file, with whatever headings stand around them. Programs write OPML
 * with bare `&` in addresses and worse, so it is read leniently; what is no address is a complaint
 * with its line.
 */
export function readOpml(
  file: string,
  text: string,
): { readonly sources: readonly Source[]; readonly complaints: readonly Complaint[] } {
  const sources: Source[] = [];
  const complaints: Complaint[] = [];
  let isOpml = false;
  const lineAt = lineCounter(text);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (name === 'opml') isOpml = true;
        if (name !== 'outline') return;
        const given = new Map(Object.entries(attributes));
        const url = (given.get('xmlurl') ?? '').trim();
        if (url === '') return;
        if (!isWebAddress(url) || hasCredentials(url)) {
          const problem =
            'xmlUrl: expected an http or https address without a user name in it; feeds.yaml takes secret ones';
          complaints.push({ file, line: lineAt(parser.startIndex), problem });
          return;
        }
        sources.push(sourceOf(url, given));
      },
    },
    { xmlMode: true, decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.end(text);
  if (!isOpml) complaints.push({ file, line: 1, problem: 'is no OPML: it has no <opml>' });
  return { sources, complaints };
}

function sourceOf(url: string, given: ReadonlyMap<string, string>): Source {
  const plain = plainSource(url);
  const name = (given.get('text') || given.get('title') || '').replace(/\s+/g, ' ').trim();
  const site = given.get('htmlurl')?.trim() ?? '';
  const language = given.get('language')?.trim() ?? '';
  return {
    ...plain,
    ...(name === '' ? {} : { name, outlet: name }),
    ...(isWebAddress(site) ? { site } : {}),
    ...(language !== '' && isLanguage(language) ? { language } : {}),
  };
}

/** Line from 1 of an offset; asked in rising order. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let from = 0;
  return (offset) => {
    for (
      let at = text.indexOf('\n', from);
      at !== -1 && at < offset;
      at = text.indexOf('\n', from)
    ) {
      line++;
      from = at + 1;
    }
    return line;
  };
}

/** OPML 2.0 of sources, for another program that reads feeds. */
export function writeOpml(title: string, sources: readonly Source[]): string {
  const outlines = sources.map(({ name, url, site, language }) =>
    element('outline', {
      type: 'rss',
      text: name,
      title: name,
      xmlUrl: url,
      htmlUrl: site,
      language,
    }),
  );
  const root: XmlElement = element('opml', { version: '2.0' }, [
    element('head', {}, [element('title', {}, [title])]),
    element('body', {}, outlines),
  ]);
  return `<?xml version="1.0" encoding="utf-8"?>\n${writeXml(root)}\n`;
}
