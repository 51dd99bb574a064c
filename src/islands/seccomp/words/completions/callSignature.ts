import { type Arch, parametersOf } from '../../../../engine/linux/index.ts';
import { parseCall } from '../../../../engine/seccomp/index.ts';
import { callAtCaret } from './callAtCaret.ts';

/** A call as C declares it, in pieces: `at` is the argument that is being typed. */
export interface CallSignature {
  call: string;
  parameters: readonly string[];
  at: number | undefined;
}

/** The prototype of the call that is being asked about; undefined where none is known. */
export function callSignature(text: string, caret: number, native: Arch): CallSignature | undefined {
  const { arch, call, argument, floats } = callAtCaret(text, caret, native);
  const parameters = call === undefined ? undefined : parametersOf(arch, call);
  if (call === undefined || parameters === undefined) return undefined;
  const words = parameters.map(({ type, name }) => (type.endsWith('*') ? type + name : `${type} ${name}`));
  // Behind `..` only the constant itself tells which argument it is.
  const at = floats ? (parseCall(text.slice(0, caret), native).value?.args.length ?? 0) - 1 : argument;
  return { call, parameters: words, at: at === -1 ? undefined : at };
}
