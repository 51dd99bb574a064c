import { ifShort, type Key, packable, readText, textEntry } from './linkKey.ts';

/** From a page on the kernel refuses a text for its size, so there white space says something. */
const PAGE_SIZE = 4096;

/** `0:165536:65536,65536:5:1` as lines of a uid_map; whatever else stands there is left for the reader of the lines to judge. */
export function expandMap(readable: string): string {
  return readable.replaceAll(',', '\n').replaceAll(':', ' ');
}

/** `dockremap:165536:65536,ann:1:2` as lines, here of /etc/subuid. */
export function expandLines(readable: string): string {
  return readable.replaceAll(',', '\n');
}

/**
 * The short form of uid_map lines, or undefined where it would not say the same. White space around and between numbers says nothing to
 * the kernel, so it goes; an empty line, or anything but digits, is kept by packing the text.
 */
export function readableMap(text: string): string | undefined {
  if (text.length >= PAGE_SIZE) return undefined;
  const lines = withoutLastBreak(text).split('\n');
  if (!lines.every((line) => /^[ \t\r]*[0-9]+([ \t]+[0-9]+)*[ \t\r]*$/.test(line))) return undefined;
  return ifShort(
    lines
      .map((line) =>
        line
          .trim()
          .split(/[ \t]+/)
          .join(':'),
      )
      .join(','),
  );
}

/** The same for lines of /etc/subuid, which keep their comments and empty lines only when packed. */
export function readableSubids(text: string): string | undefined {
  const lines = withoutLastBreak(text).split('\n');
  if (!lines.every((line) => /^[^\s,#]+$/.test(line))) return undefined;
  return ifShort(lines.join(','));
}

/** Lines of any kind, which a comma between them keeps apart as long as none holds one. */
export function readableList(text: string): string | undefined {
  return text.includes(',') ? undefined : ifShort(text.replaceAll('\n', ','));
}

/** A text of one line, such as a command, is its own short form. */
export function readableLine(text: string): string | undefined {
  return text.includes('\n') ? undefined : ifShort(text);
}

const withoutLastBreak = (text: string) => (text.endsWith('\n') ? text.slice(0, -1) : text);

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
