import { expect, test } from 'vitest';
import { manualCalls } from '../../../src/tools/data/tables/kernels.ts';

const PAGE = String.raw`Where a call is marked \f[B]x\f[](2)	9.9
.TS
Lb       Lb Lb
System call	Kernel	Notes
_
\f[B]_sysctl\f[](2)	2.0	Removed in 5.5
T{
.BR accept (2)
T}	2.0	T{
See notes on \f[B]socketcall\f[](2)
T}
.\" 867e359b97c970a60626d5d76bbe2a8fadbf38fb
\f[B]accept4\f[](2)	2.6.28
\f[B]getxattr\f[](2)	2.6; 2.4.18
\f[B]poll\f[](2)	2.0.36; 2.2
T{
.BR pread64 (2)
T}		T{
Added as "pread" in 2.2
T}
.TE
\f[B]later\f[](2)	9.9
`;

test('the first release of each call, the newer series where two are named', () => {
  expect([...manualCalls(PAGE)]).toEqual([
    ['_sysctl', '2.0'],
    ['accept', '2.0'],
    ['accept4', '2.6.28'],
    ['getxattr', '2.6'],
    ['poll', '2.2'],
  ]);
});
