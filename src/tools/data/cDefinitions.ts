/** One name that a C header gives a value: `#define NAME expression` or a member of an enum. */
export interface Definition {
  name: string;
  /** As written, comments gone. */
  expression: string;
  /** The enum's tag, for a member of one that has a tag. */
  enum?: string;
}

/**
 * The object-like macros and enum members of a C header, in order, without those that an `#undef` takes back. Conditions (`#ifdef` ...) are not
 * read: where a name is defined twice, both stand in the answer, and the first is the one that holds in the kernel's `#ifndef NAME` idiom.
 */
export function cDefinitions(header: string): Definition[] {
  const text = stripComments(header);
  const found: (Definition & { at: number })[] = [];
  for (const match of text.matchAll(/^[ \t]*#[ \t]*define[ \t]+([A-Za-z_]\w*)[ \t]+(\S[^\n]*)$/gm)) {
    found.push({ name: match[1] ?? '', expression: (match[2] ?? '').trim(), at: match.index });
  }
  for (const match of text.matchAll(/\benum\b\s*(\w*)\s*\{([^{}]*)\}/g)) {
    for (const member of enumMembers(match[2] ?? '')) {
      found.push({ ...member, ...(match[1] ? { enum: match[1] } : {}), at: match.index });
    }
  }
  const undone = new Map<string, number>();
  for (const match of text.matchAll(/^[ \t]*#[ \t]*undef[ \t]+(\w+)/gm)) undone.set(match[1] ?? '', match.index);
  return found
    .filter(({ name, at }) => at > (undone.get(name) ?? -1))
    .sort((a, b) => a.at - b.at)
    .map(({ at: _, ...definition }) => definition);
}

/** The header's text without comments and with continued lines joined. */
export function stripComments(header: string): string {
  return header
    .replaceAll('\\\n', ' ')
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/\/\/[^\n]*/g, '');
}

function enumMembers(body: string): Definition[] {
  const members: Definition[] = [];
  let previous: string | undefined;
  for (const part of body.replace(/^[ \t]*#[^\n]*$/gm, '').split(',')) {
    const match = /^\s*([A-Za-z_]\w*)\s*(?:=([\s\S]+))?$/.exec(part);
    if (match === null) continue;
    const name = match[1] ?? '';
    members.push({ name, expression: match[2]?.trim() ?? (previous === undefined ? '0' : `${previous} + 1`) });
    previous = name;
  }
  return members;
}
