import { cleanText } from './html.ts';

/** Words of signatures that name no person. */
const notPeople =
  /(?:^|[\s_.-])(?:admin|administrator|editor|editors|editorial|desk|webdesk|newsdesk|staff|reporter|reporters|report|correspondent|correspondents|newsroom|team|agency|agencies|monitoring|bureau|news|web|online|digital|media|press|service|times|daily|tv|radio|author|unknown|anonymous|none|n\/a|noreply|no-reply|reuters|afp|xinhua|bloomberg|ani|pti|wordpress|webmaster|user|guest)(?=$|[\s_.0-9-])/i;

/** No name is longer, and nobody has so many authors. */
const longestName = 80;
const mostAuthors = 20;

/**
 * Author lines of a feed as names of people: `jane@a.example (Jane Doe)`, `By Jane Doe and Ali
 * Khan` and `Jane Doe <jane@a.example>` are read; addresses, desks, agencies and the outlet's own
 * name are left out.
 */
export function peopleOf(lines: readonly string[], outlet: string): string[] {
  const names = lines.slice(0, mostAuthors).flatMap(namesIn);
  const people = names.filter(
    (name) =>
      name.length > 1 &&
      name.length <= longestName &&
      /\p{L}/u.test(name) &&
      !/[@<>{}[\]\\]|:\/\//.test(name) &&
      !notPeople.test(name) &&
      name.toLowerCase() !== outlet.toLowerCase(),
  );
  return [...new Set(people)].slice(0, mostAuthors);
}

function namesIn(line: string): string[] {
  const plain = cleanText(line.slice(0, 500)).replace(/\s+/g, ' ').trim();
  const beside = /^\S+@\S+ ?\(([^()]*)\)$/.exec(plain)?.[1];
  const named = (beside ?? plain)
    .replace(/<[^<>]*>|\([^()]*@[^()]*\)|\bmailto:\S+|\S+@\S+/g, ' ')
    .replace(/^(?:by|von|par|por)[: ]/i, '');
  const several = named.split(/;|\||\s&\s|\s(?:and|und|et|y)\s|،|、/i);
  return several.flatMap(atCommas).map((name) => name.replace(/\s+/g, ' ').trim());
}

/** `Ali Khan, Jane Doe` are two people, `Doe, Jane` is one. */
function atCommas(names: string): string[] {
  const parts = names.split(',').map((part) => part.trim());
  if (parts.length === 1) return parts;
  if (parts.every((part) => part.includes(' '))) return parts;
  return parts.length === 2 ? [`${parts[1]} ${parts[0]}`] : parts.slice(0, 1);
}
