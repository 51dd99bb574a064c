import { expect, test } from 'vitest';
import {
  base64Text,
  cArray,
  decode,
  encode,
  hexText,
  listing,
  type Program,
} from '../../../../../src/engine/seccomp/bpf/index.ts';
import { filterOfProfile, programOf } from '../filters.ts';
import { program } from '../listing.ts';

const SMALL = program('ld [0] / jeq #0x53, 2, 3 / ret #0x7fff0000 / ret #0x50001');

test('a small program in each form', () => {
  expect([listing(SMALL), hexText(SMALL), base64Text(SMALL)]).toEqual([
    [
      '0  ld [0]           ; the number',
      '1  jeq #0x53, 2, 3  ; the number is 83?',
      '2  ret #0x7fff0000  ; ALLOW',
      '3  ret #0x50001     ; ERRNO 1 (EPERM)',
      '',
    ].join('\n'),
    '20 00 00 00 00 00 00 00\n15 00 00 01 53 00 00 00\n06 00 00 00 00 00 ff 7f\n06 00 00 00 01 00 05 00\n',
    `${Buffer.from(encode(SMALL)).toString('base64')}\n`,
  ]);
  expect(cArray(SMALL, 'mine').split('\n').slice(2, 5)).toEqual([
    'static struct sock_filter mine[] = {',
    '  { 0x20, 0, 0, 0x00000000 },       /* 0: ld [0]; the number */',
    '  { 0x15, 0, 1, 0x00000053 },       /* 1: jeq #0x53, 2, 3; the number is 83? */',
  ]);
});

test.each(['alone', 'all'])('each form of Docker’s default, %s, is the same program again', (on) => {
  const whole = programOf(filterOfProfile('docker-29.4.3', on));
  const read = (bytes: Iterable<number>) => decode(Uint8Array.from(bytes), whole.arch).value?.instructions;
  const hex = hexText(whole)
    .trim()
    .split(/\s+/)
    .map((byte) => Number.parseInt(byte, 16));
  expect([read(hex), read(Buffer.from(base64Text(whole), 'base64')), ofC(cArray(whole))]).toEqual([
    whole.instructions,
    whole.instructions,
    whole.instructions,
  ]);
});

/** The instructions of an array as C has it. */
const ofC = (text: string): Program['instructions'] =>
  [...text.matchAll(/^ {2}\{ (0x\w+), (\d+), (\d+), (0x\w+) \},/gm)].map(([, ...values]) => {
    const [code = 0, jt = 0, jf = 0, k = 0] = values.map(Number);
    return { code, jt, jf, k };
  });
