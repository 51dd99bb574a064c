import file from '../../../../content/data/syscalls/kernels.json' with { type: 'json' };

/** The calls that came with each kernel release, oldest first. */
export type KernelCalls = Readonly<Record<string, readonly string[]>>;

export const kernels: KernelCalls = file.since;
