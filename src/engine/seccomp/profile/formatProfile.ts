import type { Argument, OciAction } from './Profile.ts';

/** A rule as it is written. */
export interface WrittenRule {
  names: readonly string[];
  action: OciAction | undefined;
  errnoRet?: number | undefined;
  args?: readonly (Pick<Argument, 'index' | 'op' | 'value'> & { valueTwo?: bigint })[];
  comment?: string | undefined;
}

/** A profile as it is written, without conditions: what each engine and each runtime reads alike. */
export interface WrittenProfile {
  defaultAction: OciAction | undefined;
  defaultErrnoRet?: number | undefined;
  architectures: readonly string[];
  flags?: readonly string[];
  listenerPath?: string | undefined;
  rules: readonly WrittenRule[];
}

const LINE = 76;

/** A profile as JSON text in the OCI's format, its names in lines that read well. Values are decimal, for JSON has no other. */
export function formatProfile({ rules, flags = [], ...profile }: WrittenProfile): string {
  const members = [
    ...textMember('defaultAction', profile.defaultAction),
    ...numberMember('defaultErrnoRet', profile.defaultErrnoRet),
    ...(profile.architectures.length === 0 ? [] : [`"architectures": [${quoted(profile.architectures)}]`]),
    ...(flags.length === 0 ? [] : [`"flags": [${quoted(flags)}]`]),
    ...textMember('listenerPath', profile.listenerPath),
    `"syscalls": [\n${rules.map(formatRule).join(',\n')}\n\t]`,
  ];
  return `{\n${members.map((member) => `\t${member}`).join(',\n')}\n}\n`;
}

function formatRule({ names, action, errnoRet, args = [], comment }: WrittenRule): string {
  const members = [
    `"names": ${listOf(names)}`,
    ...textMember('action', action),
    ...numberMember('errnoRet', errnoRet),
    ...(args.length === 0 ? [] : [`"args": [${args.map(formatArgument).join(', ')}]`]),
    ...textMember('comment', comment),
  ];
  return `\t\t{\n${members.map((member) => `\t\t\t${member}`).join(',\n')}\n\t\t}`;
}

function formatArgument({ index, op, value, valueTwo }: NonNullable<WrittenRule['args']>[number]): string {
  const members = [
    `"index": ${index}`,
    `"value": ${value}`,
    ...(valueTwo === undefined ? [] : [`"valueTwo": ${valueTwo}`]),
    ...textMember('op', op),
  ];
  return `{ ${members.join(', ')} }`;
}

const textMember = (key: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`"${key}": ${JSON.stringify(value)}`];
const numberMember = (key: string, value: number | undefined): readonly string[] =>
  value === undefined ? [] : [`"${key}": ${value}`];

const quoted = (texts: readonly string[]): string => texts.map((text) => JSON.stringify(text)).join(', ');

function listOf(names: readonly string[]): string {
  if (quoted(names).length <= LINE) return `[${quoted(names)}]`;
  const lines: string[] = [];
  for (const word of names.map((name) => JSON.stringify(name))) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 2 > LINE) lines.push(word);
    else lines[lines.length - 1] = `${last}, ${word}`;
  }
  return `[\n${lines.map((line) => `\t\t\t\t${line}`).join(',\n')}\n\t\t\t]`;
}
