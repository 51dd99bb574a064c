import { type Span, sourceText, spanAt } from '../../text/index.ts';
import { type Draft, draftsOf } from './draftsOf.ts';
import type { Part } from './Part.ts';
import { placeShells } from './placeShells.ts';
import { settle } from './settle.ts';
import { textLines } from './TextLine.ts';
import { withoutColours } from './withoutColours.ts';

/**
 * What a person pasted, in parts: each line belongs to exactly one of them, and their texts put together are `text` again. Files of many lines
 * (JSON, YAML, an LXC config) win over what one of their lines may look like; what stands above (a command, a header of head(1), a label)
 * helps to tell. A part that is only the best guess says so. Never throws; linear in the length of the text.
 */
export function recognise(text: string): readonly Part[] {
  const source = sourceText(text);
  const read = withoutColours(text);
  return settle(placeShells(draftsOf(textLines(read)))).map((draft) => finish(text, read, source, draft));
}

function finish(text: string, read: string, source: ReturnType<typeof sourceText>, draft: Draft): Part {
  const start = draft.lines[0]?.start ?? 0;
  const end = draft.lines.at(-1)?.next ?? start;
  const { part, context, where } = draft;
  const cut = {
    span: spanAt(source, start, end),
    text: text.slice(start, end),
    content: contentOf(read, draft),
    certain: draft.certain,
    ...(draft.command !== undefined && { command: draft.command }),
    ...(context.file !== undefined && { path: context.file }),
    ...(where && { where }),
  };
  return part.kind === 'dockerd' ? { ...cut, ...part, option: findRemapOption(cut.content) } : { ...cut, ...part };
}

/** The draft's lines, with what stands before the matter of each blanked out. */
function contentOf(text: string, { lines }: Draft): string {
  if (lines.every((line) => line.from === line.start && line.reads === undefined))
    return text.slice(lines[0]?.start ?? 0, lines.at(-1)?.next ?? 0);
  return lines
    .map(
      (line) =>
        ' '.repeat(line.from - line.start) +
        (line.reads ?? text.slice(line.from, line.end)) +
        text.slice(line.end, line.next),
    )
    .join('');
}

/** `--userns-remap=ann`, `--userns-remap ann`, `"userns-remap": "ann"`; the value is what dockerd gets. */
const OPTION = /--userns-remap(?:=|[ \t]+)(["']?)([^\s"']{0,200})\1|"userns-remap"\s{0,20}:\s{0,20}(")([^"\n]{0,200})"/;

/** The value of dockerd's --userns-remap in `text`, with its place there. */
function findRemapOption(text: string): { value: string; span: Span } | undefined {
  const found = OPTION.exec(text);
  if (!found) return undefined;
  const value = found[2] ?? found[4] ?? '';
  const closing = found[1] === undefined ? 1 : found[1].length;
  const end = found.index + found[0].length - closing;
  return { value, span: spanAt(sourceText(text), end - value.length, end) };
}
