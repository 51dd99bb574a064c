import { type Key, packable, readText, textEntry } from './linkKey.ts';
import { readableLine } from './readableMap.ts';

/**
 * A key with a text of the reader's, readable where it is one short line, else packed. A link leaves it out where it is what it is unsaid, unless `always`; undefined is
 * no text, and never in a link.
 */
export function textKey<const Name extends string, Initial extends string | undefined>(
  name: Name,
  initial: Initial,
  { always = false }: { always?: boolean } = {},
): Key<Record<Name, string | Initial>> {
  const fields = (text: string | Initial) => ({ [name]: text }) as Record<Name, string | Initial>;
  return {
    names: packable(name),
    defaults: fields(initial),
    async read(link) {
      const text = await readText(link, name, (readable) => readable);
      return text === undefined ? {} : fields(text);
    },
    write({ [name]: text }, { [name]: unsaid }) {
      return text === undefined || (text === unsaid && !always) ? [] : [textEntry(name, text, readableLine(text))];
    },
    texts: ({ [name]: text }) => (text === undefined ? [] : [text]),
  };
}
