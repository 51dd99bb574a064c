import { trimAsGo } from '../../linux/index.ts';
import { type Diagnostic, error, type Parsed, shorten, warning } from '../../text/index.ts';
import { LAST_ID } from '../map/Extent.ts';
import { since, type Versions } from '../versions/programWords.ts';
import { readShadowFile, type ShadowFile, type ShadowLine, type SkippedBecause } from './grantedIds.ts';
import type { Subid } from './parseSubids.ts';

/**
 * The ranges that newuidmap, newgidmap and getsubids find in an /etc/subuid or /etc/subgid text (shadow 4.17.4, lib/subordinateio.c, or the release that is given), with a
 * diagnostic wherever dockerd reads a line otherwise (see `parseSubids`). Where newuidmap can't read the file at all, the value is undefined.
 * Numbers are 64 bits wide here; those past 2^53 are rounded.
 */
export function readSubidsAsShadow(text: string, versions: Versions = {}): Parsed<Subid[]> {
  const { lines, unreadable } = readShadowFile(text, versions);
  const everyId = !since('shadow', 'id-numbers', versions);
  const diagnostics = lines.flatMap((line) => differences(line, everyId));
  if (unreadable) {
    diagnostics.push(error('subid-shadow-unreadable', ...UNREADABLE[unreadable.because], unreadable.span));
  }
  const subids = lines.flatMap(({ range, span }) =>
    range ? [{ owner: range.owner, start: Number(range.start), count: Number(range.count), span }] : [],
  );
  return { value: unreadable ? undefined : subids, diagnostics };
}

/** What makes reading fail, and what to do. */
const UNREADABLE: Record<NonNullable<ShadowFile['unreadable']>['because'], [message: string, hint: string]> = {
  nul: [
    'The last line holds a NUL character, and newuidmap fails to read the file, without a message.',
    'Remove the NUL.',
  ],
  buffer: [
    'The last line has no newline and fills the read buffer exactly: newuidmap fails to read the file, without a message.',
    'End the line with a newline.',
  ],
  'not-text': [
    'No newline ends the last line, or the file holds a NUL: newuidmap says "Non-text file" and assigns nothing.',
    'End the last line with a newline, and remove any NUL.',
  ],
};

/** What dockerd reads otherwise, which trims each line and requires three decimal fields; and ranges that aren't what they seem. */
function differences(line: ShadowLine, everyId: boolean): Diagnostic[] {
  const { text, span, range, skipped } = line;
  if (text === '') return [];
  const trimmed = trimAsGo(text);
  if (trimmed === '' || trimmed.startsWith('#')) return [];
  const warn = (code: string, message: string, hint: string) => warning(code, message, hint, span);
  if (skipped || !range)
    return [
      warn(
        'subid-shadow-skips',
        `newuidmap ignores this line: ${skips(text, skipped ?? 'fields')}.`,
        'Write it as name:start:count in decimal digits, or remove it.',
      ),
    ];

  const found: Diagnostic[] = [];
  const [owner = '', startText = '', countText = ''] = text.split(':', 4);
  if (trimAsGo(owner) !== owner) {
    found.push(
      warn(
        'subid-shadow-owner-space',
        `newuidmap reads the owner as "${shorten(owner)}", with the white space; dockerd trims the line.`,
        'Remove the white space.',
      ),
    );
  }
  for (const [name, field, value] of [
    ['start', startText, range.start] as const,
    ['count', countText, range.count] as const,
  ]) {
    if (String(value) === field) continue;
    found.push(
      warn(
        'subid-shadow-number',
        `newuidmap reads the ${name} "${shorten(field)}" as ${value}.`,
        `Write ${value}: dockerd takes decimal digits only.`,
      ),
    );
  }
  if (text.split(':', 4).length > 3) {
    found.push(
      warn(
        'subid-shadow-extra',
        'newuidmap ignores what follows the third field; dockerd stops at this line.',
        'Remove it.',
      ),
    );
  }
  const end = range.start + range.count;
  if (range.start === 0n && range.count === 0n && everyId) {
    found.push(
      warn(
        'subid-shadow-every-id',
        `newuidmap reads 0:0 as all IDs: ${shorten(owner)} may map any of them, including root’s.`,
        'Remove the line.',
      ),
    );
  } else if (range.count === 0n) {
    found.push(warn('subid-shadow-no-ids', 'A count of 0 assigns nothing.', 'Give a count from 1 up.'));
  } else if (end > BigInt(LAST_ID) + 1n) {
    found.push(
      warn(
        'subid-shadow-past-last-id',
        `The range ends past the last ID, ${LAST_ID}.`,
        'Choose a range below 4294967295.',
      ),
    );
  }
  return found;
}

function skips(text: string, because: SkippedBecause): string {
  const says: Record<SkippedBecause, string> = {
    nis: 'it begins with + or -',
    long: 'it has 1024 bytes or more',
    fields: 'it has fewer than three fields',
    'more-fields': 'it has more than three fields',
    'empty-field': 'a field is empty',
    number: text.endsWith('\r')
      ? 'it ends in a carriage return, as Windows writes it, so its count is not a number'
      : 'its start or count is not a number from 0 up',
  };
  return says[because];
}
