import { type Diagnostic, error, firstProblems, shorten, warning } from '../engine/text/index.ts';
import { inflateText } from './deflateText.ts';
import { LINK_LIMITS, type LinkLimits, MOST_LINK_PROBLEMS, parseFragment } from './fragment.ts';
import { type LinkFormat, type LinkReader, unsaidOf } from './linkKey.ts';

/**
 * Reads a fragment, with or without `#`. There is always a value: what can't be read has its default, and a diagnostic says what was wrong. Whether the values
 * mean anything (a profile of that name, a map, an ID) is for their reader to find out.
 */
export async function readLink<Link extends object>(
  format: LinkFormat<Link>,
  fragment: string,
  limits: LinkLimits = LINK_LIMITS,
): Promise<{ value: Link; diagnostics: Diagnostic[] }> {
  const { value: entries = new Map<string, string>(), diagnostics } = parseFragment(fragment, limits);
  const reader: LinkReader = {
    get: (name) => entries.get(name),
    value(name, read, expected) {
      const text = entries.get(name);
      const value = text === undefined ? undefined : read(text);
      if (text !== undefined && value === undefined) diagnostics.push(unreadable(name, text, expected));
      return value;
    },
    async unpack(name) {
      const packed = entries.get(`${name}.z`);
      if (packed === undefined) return undefined;
      const text = await inflateText(packed, limits);
      diagnostics.push(...text.diagnostics);
      return text.value;
    },
    report: (diagnostic) => diagnostics.push(diagnostic),
  };
  const { keys } = format;
  const link: Partial<Link> = {};
  for (const key of keys) {
    const unsaid = unsaidOf(format, key, link);
    Object.assign(link, unsaid, await key.read(reader, unsaid));
  }
  const names = keys.flatMap((key) => key.names);
  for (const name of entries.keys()) if (!names.includes(name)) diagnostics.push(unknownKey(name, names));
  return { value: link as Link, diagnostics: firstProblems(diagnostics, MOST_LINK_PROBLEMS) };
}

/** Another state opens than the link was made for. */
function unreadable(name: string, found: string, expected: string): Diagnostic {
  const message = `This link has “${shorten(`${name}=${found}`)}”; the value must be ${expected}.`;
  return error('link-value', message, 'This value is ignored.');
}

function unknownKey(name: string, names: readonly string[]): Diagnostic {
  const message = `This link has a key “${shorten(name)}” that this page does not know. It changes nothing here, and stays in the link.`;
  return warning('link-key', message, `The keys are ${names.join(', ')}.`);
}
