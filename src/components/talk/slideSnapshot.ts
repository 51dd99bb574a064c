/**
 * A slide as HTML for the presenter page: what is in sight there and what was typed, without scripts, notes and inline styles, which the policy blocks.
 * `more`: as it is after that many more steps.
 */
export function slideSnapshot(slide: HTMLElement, more = 0): string {
  const copy = slide.cloneNode(true) as HTMLElement;
  const fields = 'input, textarea, select';
  const copies = copy.querySelectorAll<HTMLElement>(fields);
  for (const [at, field] of slide.querySelectorAll<HTMLInputElement>(fields).entries()) keepValue(field, copies[at]);
  // A choice of the same name in the same document would be taken from the slide.
  for (const choice of copy.querySelectorAll('input[type=radio]')) choice.removeAttribute('name');
  for (const extra of copy.querySelectorAll('script, .notes')) extra.remove();
  // Put into a page it would wake, and beside the words that stand there until then: those go with the slide's own.
  for (const island of copy.querySelectorAll('astro-island')) island.removeAttribute('client');
  const coming = [...copy.querySelectorAll('.fragment:not(.visible)')].slice(0, more);
  for (const step of coming) step.classList.add('visible');
  for (const styled of [copy, ...copy.querySelectorAll('[style]')]) styled.removeAttribute('style');
  for (const name of ['hidden', 'inert', 'aria-hidden', 'id']) copy.removeAttribute(name);
  copy.classList.remove('past', 'future');
  copy.classList.add('present');
  return copy.outerHTML;
}

/** What is typed or chosen is no attribute, and a copy has only these. */
function keepValue(field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, copy: HTMLElement | undefined) {
  if (field instanceof HTMLTextAreaElement && copy) copy.textContent = field.value;
  else if (field instanceof HTMLSelectElement && copy instanceof HTMLSelectElement)
    copy.options[field.selectedIndex]?.setAttribute('selected', '');
  else if (field instanceof HTMLInputElement && copy) {
    copy.setAttribute('value', field.value);
    copy.toggleAttribute('checked', field.checked);
  }
}
