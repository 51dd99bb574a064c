/** A piece of the list between a call's parentheses. */
export interface ArgumentPlace {
  from: number;
  to: number;
}

/** The pieces, where the list ends, and whether a parenthesis does that; `open`: a quote or bracket that never closes. */
export interface ArgumentList {
  parts: readonly ArgumentPlace[];
  end: number;
  closed: boolean;
  open?: number;
}

const STRING = /"(?:[^"\\]|\\.)*"/sy;
const COMMENT = /\/\*.*?\*\//sy;
/** What strace -y prints behind a file descriptor. */
const ANNOTATION = /<[^<>]*>/y;

/** Takes a list of arguments apart at its commas, but for those in strings, comments and brackets: `"a, b"`, `[1, 2]`, `{sin_port=htons(80), ...}`. */
export function splitArguments(text: string, start: number, end: number): ArgumentList {
  const parts: ArgumentPlace[] = [];
  const open: number[] = [];
  let from = start;
  let at = start;
  const list = (listEnd: number, closed: boolean, never?: number): ArgumentList => ({
    parts: [...parts, { from, to: listEnd }],
    end: listEnd,
    closed,
    ...(never !== undefined && { open: never }),
  });
  while (at < end) {
    const character = text[at] ?? '';
    const whole = skipWhole(text, at);
    if (whole !== undefined) at = whole;
    else if (character === '"') return list(end, false, at);
    else {
      if ('([{'.includes(character)) open.push(at);
      else if (')]}'.includes(character)) {
        if (open.length === 0 && character === ')') return list(at, true);
        open.pop();
      } else if (character === ',' && open.length === 0) {
        parts.push({ from, to: at });
        from = at + 1;
      }
      at += 1;
    }
  }
  return list(end, false, open.at(-1));
}

/** The end of a string, a comment or an annotation that begins here. */
function skipWhole(text: string, at: number): number | undefined {
  const patterns: Partial<Record<string, RegExp>> = { '"': STRING, '/': COMMENT, '<': ANNOTATION };
  const pattern = patterns[text[at] ?? ''];
  if (pattern === undefined) return undefined;
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
