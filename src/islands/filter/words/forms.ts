import { base64Text, cArray, hexText, listing, type Program } from '../../../engine/seccomp/bpf/index.ts';
import type { Stack } from '../../../engine/stack/index.ts';
import { PROFILE_FILE } from '../../../instrument/words/profileFile.ts';
import { useWords } from '../../../instrument/words/useWords.ts';
import { code } from '../../../ui/Phrase.ts';
import type { Form } from '../state/Reply.ts';

const RAW_WARNING =
  'The program filters whatever loads it, with no runtime between: try it on something that may fail.';

/** The program in every form in which it is used. */
export function programForms(program: Program): readonly Form[] {
  const bytes = base64Text(program);
  return [
    {
      ...{ id: 'raw', label: 'Raw BPF', text: bytes, file: 'filter.bpf', isBytes: true, warning: RAW_WARNING },
      use: ['To use the file: ', code('bwrap --ro-bind / / --seccomp 10 10<filter.bpf COMMAND')],
    },
    {
      ...{ id: 'c', label: 'C array', text: cArray(program), file: 'filter.c', warning: RAW_WARNING },
      use: ['Pass ', code('filter_program'), ' to ', code('seccomp(SECCOMP_SET_MODE_FILTER, 0, &filter_program)'), '.'],
    },
    {
      ...{ id: 'base64', label: 'Base64', text: bytes, file: 'filter.base64', warning: RAW_WARNING },
      use: ['To make the file of it: ', code('base64 -d filter.base64 > filter.bpf')],
    },
    {
      ...{ id: 'hex', label: 'Hexadecimal', text: hexText(program), file: 'filter.hex', warning: RAW_WARNING },
      use: ['To make the file of it: ', code('xxd -r -p filter.hex filter.bpf')],
    },
    {
      ...{ id: 'listing', label: 'Listing', text: listing(program), file: 'filter.txt' },
      warning: 'The listing is for reading. This page reads it back, and no other tool does.',
      use: ['Paste the listing here again to step through it.'],
    },
  ];
}

/** The profile as the stack's runtime gets it. */
export function profileForm(oci: string, stack: Stack): Form {
  return {
    ...{ id: 'oci', label: 'OCI JSON', text: oci, file: PROFILE_FILE },
    warning:
      'The profile holds what applies on this stack, with its kernel and its capabilities. A container with other capabilities needs another one. The runtime has libseccomp compile it.',
    use: useWords(stack, PROFILE_FILE),
  };
}
