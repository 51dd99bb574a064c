import type { GoValue } from './goValue.ts';

/** Throws where a struct has a field that would be passed over. */
export function onlyFields(value: GoValue, known: readonly string[]): void {
  const other = value.kind === 'struct' ? [...value.fields.keys()].find((name) => !known.includes(name)) : undefined;
  if (other !== undefined) throw new Error(`Found the field ${other}, which is not known.`);
}

export function field(value: GoValue | undefined, name: string): GoValue | undefined {
  return value?.kind === 'struct' ? value.fields.get(name) : undefined;
}

export function itemsOf(value: GoValue | undefined): readonly GoValue[] {
  return value?.kind === 'list' ? value.items : [];
}

/** A list's strings; '' for what is none. */
export function stringsOf(value: GoValue | undefined): string[] {
  return itemsOf(value).map((item) => (item.kind === 'string' ? item.text : ''));
}

export function expressionOf(value: GoValue | undefined): string {
  return value?.kind === 'expression' ? value.text : '';
}
