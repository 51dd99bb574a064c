import { type Arch, parametersOf } from '../../../engine/linux/index.ts';
import { callAtCaret } from './callAtCaret.ts';

/** A call as C declares it, in pieces: `at` is the argument that is being typed. */
export interface CallSignature {
  call: string;
  parameters: readonly string[];
  at: number | undefined;
}

/** The prototype of the call that is being asked about; undefined where none is known. */
export function callSignature(text: string, caret: number, native: Arch): CallSignature | undefined {
  const { arch, call, argument } = callAtCaret(text, caret, native);
  const parameters = call === undefined ? undefined : parametersOf(arch, call);
  if (call === undefined || parameters === undefined) return undefined;
  const words = parameters.map(({ type, name }) => (type.endsWith('*') ? type + name : `${type} ${name}`));
  return { call, parameters: words, at: argument };
}
