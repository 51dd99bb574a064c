import { expect, test } from 'vitest';
import { wholeOptions } from '../../../src/site/markdown/codeBlocks.ts';

const shown = (text: string) =>
  wholeOptions(text).map((part) => {
    if (part.type === 'element' && part.children[0]?.type === 'text') return `[${part.children[0].value}]`;
    return part.type === 'text' ? part.value : part;
  });

test.each([
  ['docker run --rm -u 1000', ['docker run ', '[--rm]', ' ', '[-u]', ' 1000']],
  ['--security-opt seccomp=FILE', ['[--security-opt]', ' seccomp=FILE']],
  ['ls -ldn /srv', ['ls ', '[-ldn]', ' /srv']],
  ['find / -xdev', ['find / ', '[-xdev]']],
  ['--userns-remap=default', ['[--userns-remap]', '=default']],
  ['a-b --', ['a-b --']],
  ['drwxr-xr-x 2 0', ['drwxr-xr-x 2 0']],
  ['---rw', ['---rw']],
  ['100000-165535', ['100000-165535']],
  ['--an-option-that-is-longer-than-a-row-of-a-phone', ['--an-option-that-is-longer-than-a-row-of-a-phone']],
  ['', []],
])('%j', (text, parts) => expect(shown(text)).toEqual(parts));
