import { type Diagnostic, sourceText, spanAt } from '../../text/index.ts';
import type { IdKind, IdMap } from '../map/Extent.ts';
import type { Entries, Entry } from './Entries.ts';
import { readDecimal } from './readDecimal.ts';
import { shellCommands } from './shellWords.ts';

const NAMES = ['first container ID', 'first host ID', 'count'] as const;

/** The command newuidmap(1) or newgidmap(1); the process id is left as $PID. */
export function writeNewuidmap(map: IdMap, kind: IdKind): string {
  return [`new${kind}map`, '$PID', ...map.map(({ inside, outside, count }) => `${inside} ${outside} ${count}`)].join(
    ' ',
  );
}

/** The extents that such commands ask for: whether they are granted is `checkNewuidmap`'s question. */
export function readNewuidmap(text: string): Entries {
  const source = sourceText(text);
  const entries: Entry[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const words of shellCommands(text)) {
    const at = words.findIndex((word) => /(?:^|\/)new[ug]idmap$/.test(word.text));
    const name = words[at];
    if (!name) continue;
    const kind: IdKind = name.text.endsWith('newuidmap') ? 'uid' : 'gid';
    const numbers = words.slice(at + 2);
    const left = numbers.length % 3;
    if (numbers.length === 0 || left > 0) {
      const from = numbers.at(-left) ?? name;
      diagnostics.push({
        code: 'newuidmap-fields',
        severity: 'error',
        message: `The process ID is followed by ${numbers.length === 0 ? 'no numbers' : numbers.length === 1 ? '1 number' : `${numbers.length} numbers`}; each range needs three.`,
        hint: 'Write the first container ID, the first host ID, and how many, for each range.',
        span: spanAt(source, from.start, numbers.at(-1)?.end ?? name.end),
      });
    }
    for (let index = 0; index + 2 < numbers.length; index += 3) {
      const fields = numbers.slice(index, index + 3);
      const values = fields.flatMap(({ text: field, start }, which) => {
        const read = readDecimal(source, { name: NAMES[which] ?? 'number', text: field, start });
        diagnostics.push(...read.diagnostics);
        return read.value === undefined ? [] : [read.value];
      });
      const [inside, outside, count] = values;
      if (inside === undefined || outside === undefined || count === undefined) continue;
      const span = spanAt(source, fields[0]?.start ?? 0, fields[2]?.end ?? 0);
      entries.push({ inside, outside, count, kinds: [kind], span });
    }
  }
  return { entries, diagnostics };
}
