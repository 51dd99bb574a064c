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
/** What strace -y prints behind a file descriptor. */
const ANNOTATION = /<[^<>]*>/y;

/** Takes a list of arguments apart at its commas, but for those in strings, comments and brackets: `"a, b"`, `[1, 2]`, `{sin_port=htons(80), ...}`. */
export function splitArguments(text: string, start: number, end: number): ArgumentList {
  const parts: ArgumentPlace[] = [];
  const open: number[] = [];
  let from = start;
  let at = start;
  const skipWhole = wholesIn(text);
  const list = (listEnd: number, closed: boolean, never?: number): ArgumentList => ({
    parts: [...parts, { from, to: listEnd }],
    end: listEnd,
    closed,
    ...(never !== undefined && { open: never }),
  });
  while (at < end) {
    const character = text[at] ?? '';
    const whole = skipWhole(at);
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

/** Gives the end of a string, a comment or an annotation that begins at a place of `text`. */
function wholesIn(text: string): (at: number) => number | undefined {
  // Looked for once: a text of nothing but beginnings would be read to its end from each.
  const lastEnd = text.lastIndexOf('*/');
  return (at) => {
    switch (text[at]) {
      case '"':
        return matchEnd(STRING, text, at);
      case '<':
        return matchEnd(ANNOTATION, text, at);
      case '/':
        return text[at + 1] === '*' && lastEnd >= at + 2 ? text.indexOf('*/', at + 2) + 2 : undefined;
      default:
        return undefined;
    }
  };
}

function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
