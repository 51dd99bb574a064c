/** What a state of an instrument is about, in one line: the instrument’s name, and what was asked of it, where something was. */
export function subject(name: string, ...asked: readonly (string | undefined)[]): string {
  const words = asked.filter(Boolean).join(', ');
  return words === '' ? name : `${name}: ${words}`;
}
