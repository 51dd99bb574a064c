import type { Problems } from '../../text/index.ts';
import { type JsonNode, replacedBy, shorten } from '../../text/index.ts';
import { textOf } from './readValues.ts';

/** `minKernel` as moby reads it (profiles/seccomp, KernelVersion.UnmarshalJSON): "major.minor", each up to 255; empty is any kernel. */
export function readKernel(node: JsonNode | undefined, problems: Problems): string | undefined {
  for (const earlier of replacedBy(node)) kernelOf(earlier, problems);
  return kernelOf(node, problems);
}

function kernelOf(node: JsonNode | undefined, problems: Problems): string | undefined {
  const word = textOf(node, 'minKernel', problems);
  if (word === undefined) return undefined;
  const parts = /^(\d+)\.(\d+)$/.exec(word.text)?.slice(1).map(Number);
  if (
    word.text !== '' &&
    (parts === undefined || parts.some((part) => part > 255) || parts.every((part) => part === 0))
  ) {
    problems.tell(
      word.span,
      'error',
      'kernel-version',
      `"minKernel" is ${shorten(JSON.stringify(word.text))}, which is not a kernel version such as "4.8".`,
      'Docker refuses the whole profile for it. Write the major and minor version only.',
    );
    return undefined;
  }
  return word.text;
}
