import { expect, test } from 'vitest';
import { blocks } from '../../../../src/engine/seccomp/bpf/index.ts';
import { program } from './listing.ts';

test.each([
  ['ret #0x7fff0000', ['0-0 ALLOW 0']],
  ['ld [0] / jeq #0x53, 2, 3 / ret #0x7fff0000 / ret #0x50001', ['0-1 ? 2 : 3', '2-2 ALLOW 0', '3-3 ERRNO 1']],
  ['ld [0] / ja 2 / ret a', ['0-1 -> 2', '2-2 accumulator']],
  ['jeq #0, 1, 2 / ld [0] / ret #0', ['0-0 ? 1 : 2', '1-1 -> 2', '2-2 KILL_THREAD 0']],
])('%s', (text, shown) => {
  const told = blocks(program(text)).map(({ first, last, exit }) => {
    const place = `${first}-${last}`;
    if ('next' in exit) return `${place} -> ${exit.next}`;
    if ('whenTrue' in exit) return `${place} ? ${exit.whenTrue} : ${exit.whenFalse}`;
    return `${place} ${exit.answer ? `${exit.answer.action} ${exit.answer.data}` : 'accumulator'}`;
  });
  expect(told).toEqual(shown);
});
