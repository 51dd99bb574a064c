import { expect, test } from 'vitest';
import { cStructSizes } from '../../../src/tools/data/cValues.ts';

const sizeOf = cStructSizes(
  `typedef unsigned char cc_t;
   typedef unsigned int tcflag_t;
   struct winsize { unsigned short ws_row, ws_unused; };
   struct size { unsigned short ws_row; unsigned short ws_col; };
   struct termios { tcflag_t c_iflag; cc_t c_line; cc_t c_cc[NCCS]; };
   struct aligned { __u8 a; __u64 b; __u8 c; };
   struct nested { __u32 flags;
   #define FLAG 1
     union { __u32 padding[5]; struct { __u8 addr; __u8 more[2]; __u32 rest[4]; }; }; };
   struct flexible { __u64 count; struct size sizes[]; };
   struct wide { unsigned long value; };
   struct pointer { char *at; };`,
  (name) => (name === 'NCCS' ? 19n : undefined),
);

test.each<[string, bigint | undefined]>([
  ['int', 4n],
  ['unsigned int', 4n],
  ['char', 1n],
  ['long long', 8n],
  ['loff_t', 8n],
  ['cc_t', 1n],
  ['struct size', 4n],
  ['struct termios', 24n],
  ['struct aligned', 24n],
  ['struct nested', 24n],
  ['struct flexible', 8n],
  // These have other sizes on other ABIs, or none that can be told.
  ['long', undefined],
  ['size_t', undefined],
  ['struct wide', undefined],
  ['struct pointer', undefined],
  ['struct winsize', undefined],
  ['struct unheard', undefined],
])('%s takes %s bytes', (type, size) => expect(sizeOf(type)).toBe(size));
