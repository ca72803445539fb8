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

/** One spelling for letters that are told apart by eye only: case, accents, Arabic and Urdu forms. */
function fold(text) {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/[يى]/g, 'ی')
    .replace(/ك/g, 'ک');
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
  by.append(outlet, ` · ${story.date}`, story.others > 0 ? ` · ${others}` : '');
  const excerpt = document.createElement('p');
  excerpt.className = 'excerpt';
  excerpt.lang = story.language;
  excerpt.dir = story.direction;
  excerpt.textContent = story.excerpt;
  entry.append(heading, by, excerpt);
  return entry;
}

async function search(query) {
  const terms = termsOf(query);
  const mine = { months: undefined, next: 0, hits: 0, terms };
  current = mine;
  results.replaceChildren();
  further.hidden = true;
  status.textContent = terms.length === 0 ? '' : 'Searching …';
  if (terms.length > 0) await go(mine);
}

/** Reads on where the search stopped. */
async function go(mine) {
  further.hidden = true;
  const enough = mine.hits + PAGE;
  try {
    mine.months ??= await read('months.json');
    while (mine.next < mine.months.length && mine.hits < enough) {
      const month = mine.months[mine.next];
      const stories = await read(month.file);
      if (current !== mine) return;
      mine.next++;
      const hits = stories.filter((story) => {
        const text = fold(`${story.headline} ${story.words} ${story.excerpt} ${story.outlet}`);
        return mine.terms.every((term) => text.includes(term));
      });
      mine.hits += hits.length;
      results.append(...hits.map(item));
    }
    if (current === mine) say(mine);
  } catch {
    if (current === mine) {
      status.textContent = 'The words to search in could not be loaded; try again later.';
    }
  }
}

function say(mine) {
  const found = mine.hits === 1 ? '1 story' : `${mine.hits === 0 ? 'No' : mine.hits} stories`;
  const whole = mine.next >= mine.months.length;
  const back = whole ? '' : ` back to ${mine.months[mine.next - 1].name}`;
  status.textContent = `${found} found${back}${mine.hits > 1 ? ', newest first' : ''}.`;
  further.hidden = whole;
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
