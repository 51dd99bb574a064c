import type { Arch } from '../linux/index.ts';
import type { MadeRule } from './Made.ts';

const LINE = 76;

/** A profile as JSON text in Docker's format, its names in lines that read well. Values are decimal, for JSON has no other. */
export function writeMade(errno: number, arches: readonly Arch[], rules: readonly MadeRule[]): string {
  const list = arches.map((arch) => JSON.stringify(arch)).join(', ');
  return `{
\t"defaultAction": "SCMP_ACT_ERRNO",
\t"defaultErrnoRet": ${errno},
\t"architectures": [${list}],
\t"syscalls": [
${rules.map(writeRule).join(',\n')}
\t]
}
`;
}

function writeRule({ names, action, errnoRet, conditions, comment }: MadeRule): string {
  const args = conditions.map(({ index, op, mask, value }) =>
    op === 'SCMP_CMP_MASKED_EQ'
      ? `{ "index": ${index}, "value": ${mask}, "valueTwo": ${value}, "op": "${op}" }`
      : `{ "index": ${index}, "value": ${value}, "op": "${op}" }`,
  );
  const members = [
    `"names": ${listOf(names)}`,
    `"action": "${action}"`,
    ...(errnoRet === undefined ? [] : [`"errnoRet": ${errnoRet}`]),
    ...(args.length === 0 ? [] : [`"args": [${args.join(', ')}]`]),
    `"comment": ${JSON.stringify(comment)}`,
  ];
  return `\t\t{\n${members.map((member) => `\t\t\t${member}`).join(',\n')}\n\t\t}`;
}

function listOf(names: readonly string[]): string {
  const words = names.map((name) => JSON.stringify(name));
  if (words.join(', ').length <= LINE) return `[${words.join(', ')}]`;
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 2 > LINE) lines.push(word);
    else lines[lines.length - 1] = `${last}, ${word}`;
  }
  return `[\n${lines.map((line) => `\t\t\t\t${line}`).join(',\n')}\n\t\t\t]`;
}
