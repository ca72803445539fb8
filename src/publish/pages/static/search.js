/*
 * Looks through the months, newest first, until a page of stories is found. Nothing typed leaves the
 * browser but in the page's own address, so that a search can be kept and sent.
 */
const form = document.getElementById('search');
const input = document.getElementById('q');
const status = document.getElementById('found');
const results = document.getElementById('results');
const further = document.getElementById('further');
const PAGE = 30;
const PAUSE_MS = 250;

/** The search that runs; a newer one makes it stop. */
let current;

/** Accents, Arabic vowel signs, the dot of Hindi loan words, what is not seen. Hindi vowels stay. */
const SIGNS =
  /[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** Letters of one sound, which Arabic, Urdu and Pashto keyboards write each in its own way. */
const LETTERS = new Map(
  ['يىېی', 'كڪک', 'هھەةۃہ'].flatMap((same) => [...same].map((letter) => [letter, same.at(-1)])),
);
/** Traditional characters as simplified ones, once somebody has typed Chinese. */
let simplified = new Map();

/** One spelling for letters that are told apart by eye only: case, accents, Arabic and Urdu forms. */
function fold(text) {
  return text
    .normalize('NFKD')
    .replace(SIGNS, '')
    .toLowerCase()
    .replace(/[يىېكڪهھەةۃ]/g, (letter) => LETTERS.get(letter))
    .replace(/[\u4e00-\u9fff]/g, (character) => simplified.get(character) ?? character)
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[\s\u2010-\u2015\u06d4-]+/g, ' ');
}

/** Words, and what stands in quotes as one. */
function termsOf(query) {
  const terms = fold(query).match(/"[^"]+"|[^\s"]+/g) ?? [];
  return terms.map((term) => term.replaceAll('"', '').trim()).filter((term) => term !== '');
}

async function read(file) {
  const response = await fetch(`search/${file}`);
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return response.json();
}

/** Months as read last, with their folded texts: the next letter that is typed asks for them again. */
const known = new Map();
/** Ten years, some tens of megabytes where there is much. */
const MONTHS_KEPT = 120;

/** How many are on their way at once: each is small, and the way is long. */
const AT_ONCE = 6;

/** A month's stories, read once; fails as its request does. */
function storiesOf(file) {
  const before = known.get(file);
  if (before !== undefined) return before;
  if (known.size >= MONTHS_KEPT) known.delete(known.keys().next().value);
  const stories = read(file).then((list) => {
    for (const story of list) {
      story.text = fold(`${story.headline} ${story.words} ${story.excerpt} ${story.outlet}`);
    }
    return list;
  });
  known.set(file, stories);
  // Whoever waits for it is told; the next search asks again.
  stories.catch(() => known.delete(file));
  return stories;
}

/** The table of characters is fetched for those who need it; what was folded without it is dropped. */
async function readCharacters(query) {
  if (simplified.size > 0 || !/[\u4e00-\u9fff]/.test(query)) return;
  const [from, to] = await read('characters.json');
  simplified = new Map([...from].map((character, at) => [character, to[at]]));
  known.clear();
}

function item(story) {
  const entry = document.createElement('li');
  const heading = document.createElement('h2');
  heading.className = 'headline';
  heading.lang = story.language;
  heading.dir = story.direction;
  const link = document.createElement('a');
  link.href = story.page;
  link.textContent = story.headline;
  heading.append(link);
  const by = document.createElement('p');
  by.className = 'by';
  const others = story.others === 1 ? '+1 outlet' : `+${story.others} outlets`;
  const outlet = document.createElement('bdi');
  outlet.textContent = story.outlet;
  by.append(outlet, `\u00a0· ${story.date}`, story.others > 0 ? `\u00a0· ${others}` : '');
  const excerpt = document.createElement('p');
  excerpt.className = 'excerpt';
  excerpt.lang = story.language;
  excerpt.dir = story.direction;
  excerpt.textContent = story.excerpt;
  entry.append(heading, by, excerpt);
  return entry;
}

async function search(query) {
  const mine = { query, terms: [], months: undefined, next: 0, hits: 0 };
  current = mine;
  results.replaceChildren();
  further.hidden = true;
  const isEmpty = termsOf(query).length === 0;
  status.textContent = isEmpty ? '' : 'Searching …';
  if (!isEmpty) await go(mine);
}

/** Reads on where the search stopped. */
async function go(mine) {
  further.hidden = true;
  const enough = mine.hits + PAGE;
  try {
    await readCharacters(mine.query);
    mine.terms = termsOf(mine.query);
    mine.months ??= await read('months.json');
    while (mine.next < mine.months.length && mine.hits < enough) {
      const [stories] = mine.months
        .slice(mine.next, mine.next + AT_ONCE)
        .map(({ file }) => storiesOf(file));
      const hits = (await stories).filter(({ text }) =>
        mine.terms.every((term) => text.includes(term)),
      );
      if (current !== mine) return;
      mine.next++;
      mine.hits += hits.length;
      results.append(...hits.map(item));
    }
    const meant = mine.hits === 0 ? correct(mine.terms, await readSoFar()) : undefined;
    if (current === mine) say(mine, meant);
  } catch {
    if (current === mine) {
      status.textContent =
        location.protocol === 'file:'
          ? 'Browsers let no page search files on a disk: it works where these pages are served.'
          : 'The words to search in could not be loaded; try again later.';
    }
  }
}

/** The texts of the months at hand. */
async function readSoFar() {
  const months = await Promise.all(known.values());
  return months.flatMap((stories) => stories.map(({ text }) => text));
}

function say(mine, meant) {
  const found = mine.hits === 1 ? '1 story' : `${mine.hits === 0 ? 'No' : mine.hits} stories`;
  const whole = mine.next >= mine.months.length;
  const back = whole ? '' : ` back to ${mine.months[mine.next - 1].name}`;
  status.textContent = `${found} found${back}${mine.hits > 1 ? ', newest first' : ''}.`;
  further.hidden = whole;
  if (meant === undefined) return;
  const link = document.createElement('a');
  link.href = `?q=${encodeURIComponent(meant)}`;
  link.textContent = meant;
  status.append(' Did you mean ', link, '?');
}

/** The terms with those that stand nowhere replaced by the likest word; nothing where one has none. */
function correct(terms, texts) {
  const words = new Map();
  for (const text of texts) {
    for (const word of text.match(/[\p{L}\p{M}\p{N}]{3,}/gu) ?? []) {
      words.set(word, (words.get(word) ?? 0) + 1);
    }
  }
  const corrected = terms.map((term) => {
    if (texts.some((text) => text.includes(term))) return term;
    const slips = term.length < 4 ? 0 : term.length < 8 ? 1 : 2;
    let best;
    for (const [word, times] of words) {
      if (Math.abs(word.length - term.length) > slips) continue;
      const away = distance(term, word);
      if (
        away > slips ||
        (best && (away > best.away || (away === best.away && times <= best.times)))
      )
        continue;
      best = { word, away, times };
    }
    return best?.word;
  });
  const isOther = corrected.some((word, at) => word !== terms[at]);
  return isOther && !corrected.includes(undefined) ? corrected.join(' ') : undefined;
}

/** Letters to change, leave out, put in or swap with the next one. */
function distance(a, b) {
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    before = last;
    last = row;
  }
  return last[b.length];
}

function remember(query) {
  const address = query === '' ? location.pathname : `?q=${encodeURIComponent(query)}`;
  history.replaceState(null, '', address);
}

let pause;
input.addEventListener('input', () => {
  clearTimeout(pause);
  pause = setTimeout(() => {
    remember(input.value.trim());
    search(input.value);
  }, PAUSE_MS);
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(pause);
  remember(input.value.trim());
  search(input.value);
});
further.addEventListener('click', () => go(current));

document.getElementById('no-script').hidden = true;
form.hidden = false;
const asked = new URLSearchParams(location.search).get('q');
if (asked !== null) {
  input.value = asked;
  search(asked);
} else {
  input.focus();
}
