import { multiplexerOf } from '../../linux/index.ts';
import type { StepPattern, Way } from './Intent.ts';
import { kernelFile, manual } from './Source.ts';

/** ipc/syscall.c and net/socket.c: the multiplexers of the first 32-bit ABIs. */
const MULTIPLEXERS = {
  socketcall: {
    unseen: 'The arguments of the call are in memory: the filter sees only which call it is, and an address.',
    sources: [manual('socketcall'), kernelFile('net/socket.c', 'SYSCALL_DEFINE2(socketcall)')],
  },
  ipc: {
    unseen:
      'The upper half of the first argument is a version, which the kernel strips; the other arguments are in other registers.',
    sources: [manual('ipc'), kernelFile('ipc/syscall.c', 'SYSCALL_DEFINE6(ipc)')],
  },
};

/** The way through `socketcall` or `ipc` to a call that they multiplex; undefined for any other call. The ABI must have the multiplexer. */
export function multiplexed(way: Way, name: string): Way | undefined {
  const through = multiplexerOf(name);
  if (through === undefined || way.steps.length > 1) return undefined;
  const { unseen, sources } = MULTIPLEXERS[through.name];
  const which = through.argument;
  const step: StepPattern = {
    call: `${through.name}(${which})`,
    needs: [{ index: 0, kind: 'is', value: which }],
  };
  return {
    ...way,
    id: through.name,
    steps: [step],
    effect: `The kernel does what ${name} does.`,
    unseen,
    sources,
  };
}
