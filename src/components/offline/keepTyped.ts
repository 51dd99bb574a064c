import { keepEarlyValues } from '../../site/wake/earlyValues.ts';
import { textIn } from '../printedTexts.ts';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** An instrument writes its state into the address, and an exercise its text into the tab's history, at a pause in typing; both, and the packing of a long text, take less. */
const WRITTEN_MS = 700;

/** What an instrument's own page keeps in its address by itself. */
const KEEPS_STATE = /\/(?:play|embed|lab|talk)\//;

/** Before a page is loaded again: waits until what the reader typed is where that page finds it, and keeps what stands in no address, as in an instrument of a chapter. */
export async function keepTyped(): Promise<void> {
  await new Promise((later) => setTimeout(later, WRITTEN_MS));
  if (!KEEPS_STATE.test(location.pathname)) keepEarlyValues(typedValues());
}

function typedValues(): [id: string, value: string][] {
  const fields = [
    ...document.querySelectorAll<Field>(
      'astro-island :is(textarea, select, input[id]:not([type=checkbox], [type=radio], [type=file]))',
    ),
  ];
  const typed = fields.filter(isChanged).map(({ id, value }): [string, string] => [id, value]);
  const editors = [...document.querySelectorAll<HTMLElement>('astro-island .line-field-frame:has(.code-field-host)')];
  return [
    ...typed,
    ...editors.map((frame): [string, string] => [frame.querySelector('.code-field-host')?.id ?? '', textIn(frame)]),
  ];
}

const isChanged = (field: Field) =>
  field instanceof HTMLSelectElement ? !field.selectedOptions[0]?.defaultSelected : field.value !== field.defaultValue;
