import type { Arch } from '../../linux/index.ts';
import type { JsonNode } from '../../text/index.ts';
import { callNamed, callNumbered, type WhichCall } from './callNamed.ts';
import type { JsonCall, JsonPlace } from './JsonFound.ts';

/** The names in lists of JSON, each at its place; what is no call is told. */
export function listedCalls(
  lists: readonly JsonNode[],
  native: Arch,
): { calls: readonly JsonCall[]; unread: readonly JsonPlace[] } {
  const calls: JsonCall[] = [];
  const unread: JsonPlace[] = [];
  for (const item of lists.flatMap((list) => (list.kind === 'array' ? list.items : []))) {
    const which = item.kind === 'string' ? listedCall(item.value, native) : undefined;
    if (which === undefined) unread.push(item);
    else calls.push({ ...which, at: item });
  }
  return { calls, unread };
}

/** A name, or what Inspektor Gadget writes where it knows none: `syscall_1f4` in hexadecimal, `unknown_syscall_500`. */
export function listedCall(name: string, native: Arch): WhichCall | undefined {
  const [, hex, decimal = ''] = /^(?:syscall_([\da-f]{1,8})|unknown_syscall_(\d{1,10}))$/.exec(name) ?? [];
  const digits = hex === undefined ? decimal : String(Number.parseInt(hex, 16));
  return callNamed(name, native) ?? callNumbered(digits, native);
}
