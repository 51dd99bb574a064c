import type { Diagnostic } from '../../text/index.ts';
import { LAST_ID } from '../map/Extent.ts';
import type { IdKind } from '../map/NamespaceMaps.ts';

/** What was typed as the UID or GID of an account, where it is none. */
export function wrongId(typed: string, kind: IdKind): Diagnostic {
  return {
    code: `remap-${kind}`,
    severity: 'error',
    message: `“${typed.slice(0, 40)}” is not a ${kind.toUpperCase()}.`,
    hint: `Type a number from 0 to ${LAST_ID}, or leave the field empty.`,
  };
}

/** Whether a problem is one of these. */
export function isWrongId({ code }: Diagnostic): boolean {
  return code === 'remap-uid' || code === 'remap-gid';
}
