/** The parts of a list with commas, each read; undefined where one can't be. '' is none, as links once said it. */
export function readList<Each extends object>(
  text: string,
  read: (part: string) => Each | undefined,
): readonly Each[] | undefined {
  const parts = text === '' ? [] : text.split(',').map(read);
  const known = parts.filter((each) => each !== undefined);
  return known.length < parts.length ? undefined : known;
}
