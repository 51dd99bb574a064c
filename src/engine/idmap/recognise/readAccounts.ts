import {
  type Diagnostic,
  type Parsed,
  type SourceText,
  type Span,
  shorten,
  sourceText,
  spanAt,
  warning,
} from '../../text/index.ts';
import { type IdKind, isId } from '../map/Extent.ts';
import { eachLine } from './listing/listedId.ts';
import type { AccountsPart } from './Part.ts';

/** A user of /etc/passwd (its `id` is a uid) or a group of /etc/group (a gid). */
export interface Account {
  kind: IdKind;
  name: string;
  id: number;
  span: Span;
}

/**
 * The users of /etc/passwd (passwd(5): name:password:uid:gid:gecos:directory:shell) or the groups of /etc/group (group(5):
 * name:password:gid:members), in order. A line that can't be read is told and left out; blank lines, comments and the "+" and "-" lines of
 * nss_compat count for nothing.
 */
export function readAccounts({ content, of }: Pick<AccountsPart, 'content' | 'of'>): Parsed<Account[]> {
  const source = sourceText(content);
  const value: Account[] = [];
  const diagnostics: Diagnostic[] = [];
  eachLine(source, (start, end) => {
    const whole = content.slice(start, end);
    const line = whole.trim();
    if (line === '' || /^[#+-]/.test(line)) return;
    const read = readAccount(source, start + whole.indexOf(line), line, of);
    if ('id' in read) value.push(read);
    else diagnostics.push(read);
  });
  return { value, diagnostics };
}

function readAccount(source: SourceText, start: number, line: string, of: 'passwd' | 'group'): Account | Diagnostic {
  const expected = of === 'passwd' ? 7 : 4;
  const fields = line.split(':', expected + 1);
  const span = spanAt(source, start, start + line.length);
  const [name = '', password = '', digits = ''] = fields;
  const least = of === 'passwd' ? 4 : 3;
  if (fields.length < least || name === '') {
    const found = fields.length === 1 ? 'one field' : `${fields.length} fields`;
    const shape = of === 'passwd' ? 'name:x:uid:gid:comment:home:shell' : 'name:x:gid:members';
    return warning(
      'account-fields',
      `The line has ${name === '' ? 'no name' : found}; it must be ${shape}.`,
      'This line names no one.',
      span,
    );
  }
  const id = /^\d{1,10}$/.test(digits) ? Number(digits) : Number.NaN;
  if (!isId(id)) {
    const from = start + name.length + password.length + 2;
    const shown = digits === '' ? 'nothing' : `"${shorten(digits)}"`;
    const number = of === 'passwd' ? 'UID' : 'GID';
    return warning(
      'account-id',
      `Found ${shown} as ${number}, expected a number from 0 to 4294967294.`,
      'Write the number; until then, this line names no one.',
      spanAt(source, from, from + digits.length),
    );
  }
  return { kind: of === 'passwd' ? 'uid' : 'gid', name, id, span };
}
