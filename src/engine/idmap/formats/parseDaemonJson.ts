import { type Diagnostic, type Parsed, type Span, sourceText, spanAt } from '../../text/index.ts';
import { memberOf } from './json/JsonValue.ts';
import { readJson } from './json/readJson.ts';

/** What a daemon.json says about ids; '' where it has no "userns-remap", and dockerd remaps nothing. */
export interface DaemonJson {
  remap: string;
  span: Span | undefined;
}

/** Reads "userns-remap" of /etc/docker/daemon.json; dockerd does not start with a file that isn't JSON. Undefined where the text is no object. */
export function parseDaemonJson(text: string): Parsed<DaemonJson> {
  const source = sourceText(text);
  const { value: root, diagnostics } = readJson(source);
  if (root?.kind !== 'object') return { value: undefined, diagnostics };
  const member = memberOf(root, 'userns-remap');
  if (!member) return { value: { remap: '', span: undefined }, diagnostics };
  const span = spanAt(source, member.key.start, member.value.end);
  if (member.value.kind === 'string') return { value: { remap: member.value.value, span }, diagnostics };
  const wrong: Diagnostic = {
    code: 'daemon-remap',
    severity: 'error',
    message: '"userns-remap" is not a string.',
    hint: 'Write "userns-remap": "default".',
    span,
  };
  return { value: { remap: '', span }, diagnostics: [...diagnostics, wrong] };
}
