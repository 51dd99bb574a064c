/** The names that libseccomp knows, from its seccomp-syscalls.h, which defines `__SNR_<name>` for each; sorted. */
export function syscallNames(header: string): string[] {
  const names = [...header.matchAll(/^#define __SNR_(\w+)\b/gm)].map((match) => match[1] ?? '');
  return [...new Set(names)].sort();
}

/**
 * libseccomp's pseudo numbers, from the same header: what a name stands for on an ABI that lacks it, or reaches it by `socketcall` (-101 to
 * -120) or `ipc` (-201 to -224). A name that every ABI has needs none.
 */
export function pseudoNumbers(header: string): Map<string, number> {
  return new Map(
    [...header.matchAll(/^#define __PNR_(\w+)\s+(-\d+)/gm)].map((match) => [match[1] ?? '', Number(match[2])]),
  );
}
