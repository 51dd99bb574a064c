import { type SourceText, spanAt } from '../../../text/index.ts';
import type { IdKind } from '../../map/Extent.ts';
import type { ListedId, ListedRow, Listing } from './Listing.ts';
import { eachLine, listedId, wordsOf } from './listedId.ts';

/** A number with its name: "33(www-data)". */
const NAMED = /(\d{1,10})(?:\(([^()\n]{1,100})\))?/y;

/** What each of id's parts counts. */
const PARTS: readonly (readonly [label: string, kind: IdKind])[] = [
  ['uid=', 'uid'],
  ['gid=', 'gid'],
  ['euid=', 'uid'],
  ['egid=', 'gid'],
];

/** The last part's label is in the reader's language: "groups=", "Gruppen=", "groupes="; nothing but numbers with names follows. */
const GROUPS = / ([^\s=\d]{3,20}=)(?=\d{1,10}(?:\([^()]{1,100}\))?(?:,\d|\s|$))/g;

/** The output of id(1): "uid=0(root) gid=0(root) groups=0(root),10(wheel)"; or of `id -u`, `-g` and `-G`, by the command. */
export function readIdOutput(source: SourceText, command = ''): Listing {
  const rows: ListedRow[] = [];
  eachLine(source, (start, end) => {
    const line = source.text.slice(start, Math.min(end, start + 20_000));
    const ids = /[ug]id=/.test(line) ? labelled(source, start, line) : bare(source, start, end, command);
    if (ids.length > 0) rows.push({ what: '', span: spanAt(source, start, end), ids });
  });
  return { rows, titles: [] };
}

function labelled(source: SourceText, lineStart: number, line: string): ListedId[] {
  const ids: ListedId[] = [];
  const labels = [...line.slice(0, 1000).matchAll(GROUPS)].flatMap(([, label = '']) =>
    PARTS.some(([known]) => known === label) ? [] : [[label, 'gid'] as const],
  );
  for (const [label, kind] of [...PARTS, ...labels]) {
    const found = line.startsWith(label) ? 0 : line.indexOf(` ${label}`) + 1;
    if (found === 0 && !line.startsWith(label)) continue;
    let at = found + label.length;
    for (;;) {
      NAMED.lastIndex = at;
      const match = NAMED.exec(line);
      if (!match) break;
      ids.push(named(source, lineStart, at, match, kind));
      at += match[0].length;
      if (line.charAt(at) !== ',') break;
      at += 1;
    }
  }
  return ids.sort((a, b) => a.span.start - b.span.start);
}

function named(source: SourceText, lineStart: number, at: number, match: RegExpExecArray, kind: IdKind): ListedId {
  const [, digits = '', name] = match;
  const from = lineStart + at;
  const nameFrom = from + digits.length + 1;
  return {
    ...listedId(source, kind, { text: digits, start: from, end: from + digits.length }),
    ...(name !== undefined && {
      name,
      nameAt: { span: spanAt(source, nameFrom, nameFrom + name.length), nameless: 'nothing' as const },
    }),
  };
}

function bare(source: SourceText, start: number, end: number, command: string): ListedId[] {
  const kind: IdKind = /\s-[a-zA-Z]*[gG]/.test(command.slice(0, 400)) ? 'gid' : 'uid';
  return wordsOf(source.text, start, end, 2000).flatMap((word) =>
    /^\d+$/.test(word.text) ? [listedId(source, kind, word)] : [],
  );
}
