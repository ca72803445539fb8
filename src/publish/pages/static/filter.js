/*
 * Narrows the list of stories on the front page. The page is whole without it; the choice stands in
 * the address, so that it can be kept and sent.
 */
const box = document.getElementById('filter');
const form = box.querySelector('form');
const status = box.querySelector('[role=status]');
const days = [...document.querySelectorAll('#stories section')];
const stories = [...document.querySelectorAll('#stories li[data-c]')];
const newest = days.map(dayOf).find((day) => !Number.isNaN(day));

/** Start of a section's day in milliseconds; NaN where no day is known. */
function dayOf(section) {
  const day = section.getAttribute('aria-labelledby').slice('d-'.length);
  return Date.parse(day.length === 7 ? `${day}-01` : day);
}

function show() {
  const words = (item, name) => item.dataset[name].split(' ');
  const tag = form.elements.tag.selectedOptions[0]?.dataset.t;
  const country = form.elements.country.value;
  const language = form.elements.language.value;
  const span = Number(form.elements.days.value) * 86_400_000;
  let shown = 0;
  for (const section of days) {
    const near = span === 0 || dayOf(section) > newest - span;
    let some = false;
    for (const item of section.querySelectorAll('li[data-c]')) {
      const fits =
        near &&
        (tag === undefined || words(item, 't').includes(tag)) &&
        (country === '' || words(item, 'c').includes(country)) &&
        (language === '' || words(item, 'l').includes(language));
      item.hidden = !fits;
      some ||= fits;
      if (fits) shown++;
    }
    section.hidden = !some;
  }
  const all = shown === stories.length;
  status.textContent = all ? '' : `${shown} of the ${stories.length} stories on this page`;
}

function remember() {
  const chosen = [...new FormData(form)].filter(([, value]) => value !== '');
  const query = new URLSearchParams(chosen).toString();
  history.replaceState(null, '', query === '' ? location.pathname : `?${query}`);
}

function recall() {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const control = form.elements.namedItem(name);
    const known = control && [...control.options].some((option) => option.value === value);
    if (!known) continue;
    control.value = value;
    box.open = true;
  }
}

box.hidden = false;
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('change', () => {
  show();
  remember();
});
form.addEventListener('reset', () => {
  // The controls are empty only after this event.
  setTimeout(() => {
    show();
    remember();
  });
});
recall();
show();
