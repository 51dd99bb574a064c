import { type Arch, parseCall } from '../linux/index.ts';
import { readInstalled } from '../stack/index.ts';
import { type SourceText, spanAt } from '../text/index.ts';
import type { Diagnosis } from './Diagnosis.ts';

const NATIVE: Arch = 'SCMP_ARCH_X86_64';

/** A system call as people write it, an image, or what a machine’s own commands print of its versions: no refusal, but an instrument answers it. */
export function ofWord(source: SourceText): Diagnosis[] {
  const text = source.text.trim();
  const common = {
    ...{ certain: true, span: spanAt(source, 0, source.text.length), facts: {}, looks: [], fixes: [] },
  };
  if (/^(?!\d+$)[\w: ]{2,40}(?:\([^\n]*\))?$/.test(text) && parseCall(text, NATIVE).value)
    return [
      {
        ...common,
        code: 'pasted-call',
        layer: 'seccomp',
        title: `The system call \`${text}\``,
        says: 'The profile checker shows whether a profile allows the call, and which line decides.',
        state: { instrument: 'seccomp', call: text },
      },
    ];
  const installed = readInstalled(text).value;
  if (installed?.image && !text.includes('\n'))
    return [
      {
        ...common,
        code: 'pasted-image',
        layer: 'engine',
        title: `The image \`${installed.image.value.name}\``,
        says: 'The stack table shows on which versions of Docker, Podman and Kubernetes the programs of this image start.',
        state: { instrument: 'stack', image: text },
      },
    ];
  if (installed)
    return [
      {
        ...common,
        code: 'pasted-versions',
        layer: 'engine',
        title: 'Versions on a machine',
        says: 'Open “What have I got?” in the profile checker or the UID map, and paste the versions there. All answers are then for these versions.',
        state: { instrument: 'seccomp' },
      },
    ];
  return [];
}
