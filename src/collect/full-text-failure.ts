import { AfterRedirect, explain, type Failure, Trouble } from './failure.ts';
import type { Limits } from './limits.ts';

/**
 * Why the page of an article could not be read, in a class and in words that fit a page; what the
 * network says of feeds it says of pages too.
 *
 * @param host of the article, `undefined` where the source is private
 */
export function explainPage(error: unknown, host: string | undefined, limits: Limits): Failure {
  const link = error instanceof AfterRedirect ? error.cause : error;
  const cause = link instanceof Trouble ? link.kind : '';
  const server = upper(host ?? 'the server');
  const status = /^http-(\d{3})$/.exec(cause)?.[1];
  if (status !== undefined) return { cause, problem: `${server} answers HTTP ${status}.` };
  const sentence = sentences.get(cause);
  return sentence === undefined
    ? explain(error, host, limits)
    : { cause, problem: sentence(server) };
}

/** Why a page that was received gives no text. */
export function explainText(trouble: string, host: string | undefined): Failure {
  const sentence = sentences.get(trouble) ?? unreadable;
  return { cause: trouble, problem: sentence(upper(host ?? 'the server')) };
}

/** Whether trying again later may help: a page that is forbidden or gone stays so. */
export function isPassing(cause: string): boolean {
  return /^(?:dns|refused|unreachable|cut|reset|proxy|robots-unknown|empty|too-slow)$|timeout$|^dns-|^http-(?:408|425|429|5\d\d)$/.test(
    cause,
  );
}

/** Whether the host is the trouble, and not this page of it: its other pages wait too. */
export function isOfHost(cause: string): boolean {
  return isPassing(cause) || /^http-40[13]$/.test(cause) || cause.startsWith('tls');
}

const unreadable = (server: string): string => `What ${lower(server)} sends cannot be read.`;

const sentences = new Map<string, (server: string) => string>([
  ['robots', (server) => `${server} asks robots to keep away from it (robots.txt).`],
  [
    'robots-unknown',
    (server) => `${server} does not say what robots may read: its robots.txt cannot be had.`,
  ],
  ['off-site', (server) => `${server} leads to another site, which is not followed.`],
  ['redirect-private', (server) => `${server} leads to a private network; never followed.`],
  ['private-address', (server) => `${server} lies in a private network, where no page is read.`],
  ['unwanted-type', (server) => `${server} sends something else than a web page.`],
  ['empty', (server) => `${server} answers with an empty page.`],
  ['too-large', (server) => `${server} sends more than any article takes.`],
  ['too-large-unpacked', (server) => `${server} sends more than any article takes.`],
  ['total-timeout', (server) => `${server} takes too long.`],
  ['too-deep', (server) => `${server} sends a page that nests or repeats beyond all measure.`],
  ['too-slow', (server) => `The page of ${lower(server)} takes too long to read.`],
  [
    'no-text',
    (server) => `${server} shows no more than the feed does, to a reader without scripts.`,
  ],
  [
    'other-text',
    (server) => `${server} shows another text than the feed announces: a wall of consent, perhaps.`,
  ],
  ['unreadable', unreadable],
]);

function upper(words: string): string {
  return words.startsWith('the ') ? `T${words.slice(1)}` : words;
}

function lower(words: string): string {
  return words.startsWith('The ') ? `t${words.slice(1)}` : words;
}
