import { expect, test } from 'vitest';
import { manualError } from '../../../src/tools/data/tables/kernels.ts';

const page = (errors: string, before = '') =>
  `.TH call 2\n.SH DESCRIPTION\n${before}\n.SH ERRORS\n${errors}\n.SH NOTES\n.TP\n.B EPERM\nNot of the list.\n`;

test.each<[what: string, source: string, found: ReturnType<typeof manualError>]>([
  ['lists it', page('.TP\n.B EPERM\nFirewall rules forbid connection.'), { lists: true, capabilities: [] }],
  [
    'lists it below another',
    page('.TP\n.B EACCES\nx\n.TP\n.BR EPERM " (since Linux 5.1)"\ny'),
    { lists: true, capabilities: [] },
  ],
  ['lists it beside another', page('.TP\n.B EACCES\n.TQ\n.B EPERM\ny'), { lists: true, capabilities: [] }],
  ['names it under another heading', page('.TP\n.B EINVAL\nx'), { lists: false, capabilities: [] }],
  ['names a longer word', page('.TP\n.B EPERMX\nx'), { lists: false, capabilities: [] }],
  ['has no list', '.TH call 2\n.SH NAME\ncall\n', { lists: false, capabilities: [] }],
  [
    'names capabilities, each once',
    page('.TP\n.B EPERM\nx', '.B CAP_SYS_ADMIN\nor\n.BR CAP_CHOWN ,\n\\fBCAP_SYS_ADMIN\\f[] again'),
    { lists: true, capabilities: ['CAP_CHOWN', 'CAP_SYS_ADMIN'] },
  ],
  ['names one in a comment', page('.TP\n.B EPERM\nx', '.\\" CAP_KILL'), { lists: true, capabilities: [] }],
])('a page that %s', (_what, source, found) => {
  expect(manualError(source, 'EPERM')).toEqual(found);
});
