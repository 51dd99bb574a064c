import { type Arch, nearest, parseCall } from '../linux/index.ts';
import { type Intent, intentOfCall, intents } from '../seccomp/index.ts';
import { type Parsed, refused, shorten } from '../text/index.ts';

/** Constants that stand for a call of their own: what makes such a socket, or such a namespace. */
const CONSTANTS: readonly (readonly [RegExp, string])[] = [
  [/^[AP]F_\w+$/, 'socket'],
  [/^CLONE_NEW\w+$/, 'unshare'],
];

/** What `any way to` names: an aim by its id (`user-namespace`), a constant (`AF_VSOCK`), or what a call does. */
export function readWays(text: string, arch: Arch): Parsed<Intent> {
  const id = text.toLowerCase().replaceAll(/\s+/g, '-');
  const known = intents().find((intent) => intent.id === id);
  if (known) return { value: known, diagnostics: [] };
  const [, call] = CONSTANTS.find(([pattern]) => pattern.test(text)) ?? [];
  const lead = call === undefined ? '' : `${call}(`;
  const { value, diagnostics } = parseCall(call === undefined ? text : `${lead}${text})`, arch);
  if (value) return { value: intentOfCall(value), diagnostics: [] };
  const ids = intents().map((intent) => intent.id);
  const [meant] = call === undefined ? nearest(id, ids) : [];
  if (meant !== undefined) {
    const fix = [{ start: 0, end: text.length, text: meant }];
    const message = `No aim is named ${text}.`;
    const hint = `The nearest name is ${meant}.`;
    return { value: undefined, diagnostics: [{ code: 'check-aim', severity: 'error', message, hint, fix }] };
  }
  if (diagnostics.every(({ code, fix }) => code === 'call-unknown' && fix === undefined)) {
    const hint = 'Name a call, a constant such as AF_VSOCK, or an aim such as user-namespace.';
    return refused('check-aim', `No call, constant or aim is named ${shorten(text)}.`, hint);
  }
  const moved = diagnostics.map(({ span, fix, ...diagnostic }) => ({
    ...diagnostic,
    ...(span && lead === '' && { span }),
    ...(fix && {
      fix: fix.map((edit) => ({ ...edit, start: edit.start - lead.length, end: edit.end - lead.length })),
    }),
  }));
  return { value: undefined, diagnostics: moved };
}
