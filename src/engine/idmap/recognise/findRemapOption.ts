import { type Span, sourceText, spanAt } from '../../text/index.ts';

/** `--userns-remap=ann`, `--userns-remap ann`, `"userns-remap": "ann"`; the value is what dockerd gets. */
const OPTION = /--userns-remap(?:=|[ \t]+)(["']?)([^\s"']{0,200})\1|"userns-remap"\s{0,20}:\s{0,20}(")([^"\n]{0,200})"/;

/** The value of dockerd's --userns-remap in `text`, with its place there. */
export function findRemapOption(text: string): { value: string; span: Span } | undefined {
  const found = OPTION.exec(text);
  if (!found) return undefined;
  const value = found[2] ?? found[4] ?? '';
  const closing = found[1] === undefined ? 1 : found[1].length;
  const end = found.index + found[0].length - closing;
  return { value, span: spanAt(sourceText(text), end - value.length, end) };
}
