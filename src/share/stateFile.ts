import { deflateText } from './deflateText.ts';
import { formatFragment } from './fragment.ts';
import type { LinkFormat } from './linkKey.ts';
import { entriesOf } from './writeLink.ts';

/** A state that a file keeps: the page that opens it, under the site's base, and the fragment that it opens there, however long. */
export interface KeptState {
  page: string;
  fragment: string;
}

/** The words by which a file is known. The number changes where the meaning does. */
const VERSION = { 'below-the-waterline': 1 } as const;

export const stateFileName = (title: string) => `${title}.waterline.json`;

/** The state as a file: JSON, with the keys of a link, and each text as it was typed. */
export function writeStateFile<Link extends object>(format: LinkFormat<Link>, page: string, link: Link): string {
  const entries = entriesOf(format, link);
  const state = entries.filter(([, value]) => typeof value === 'string');
  const texts = entries.flatMap(([name, value]) => (typeof value === 'string' ? [] : [[name, value.packed]]));
  const said = { ...VERSION, page, state: Object.fromEntries(state), texts: Object.fromEntries(texts) };
  return `${JSON.stringify(said, null, 2)}\n`;
}

/** Reads such a file; undefined where it is none. What its keys mean is for the page's reader of links to find out. Never throws. */
export async function readStateFile(text: string): Promise<KeptState | undefined> {
  const root = fieldsOf(jsonOf(text.replace(/^\u{feff}/u, '')));
  const { page } = root;
  if (root['below-the-waterline'] !== 1 || typeof page !== 'string' || !/^\/play\/[a-z-]+\/$/.test(page))
    return undefined;
  const packed = stringsOf(root.texts).map(
    async ([name, value]): Promise<[string, string]> => [`${name}.z`, await deflateText(value)],
  );
  return { page, fragment: formatFragment([...stringsOf(root.state), ...(await Promise.all(packed))]) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/** The entries that a link could have: a name without the characters that divide entries. */
const stringsOf = (value: unknown): [string, string][] =>
  Object.entries(fieldsOf(value)).flatMap(([name, text]): [string, string][] =>
    typeof text === 'string' && /^[\w.-]+$/.test(name) ? [[name, text]] : [],
  );
