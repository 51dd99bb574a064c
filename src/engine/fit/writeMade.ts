import type { Arch } from '../linux/index.ts';
import { formatProfile } from '../seccomp/index.ts';
import type { MadeRule } from './Made.ts';

/** The text of a made profile, which refuses with `errno` what no rule names. */
export const writeMade = (errno: number, architectures: readonly Arch[], rules: readonly MadeRule[]): string =>
  formatProfile({
    ...{ defaultAction: 'SCMP_ACT_ERRNO', defaultErrnoRet: errno, architectures },
    rules: rules.map(({ conditions, ...rule }) => ({
      ...rule,
      args: conditions.map(({ index, op, mask, value }) =>
        op === 'SCMP_CMP_MASKED_EQ' ? { index, value: mask, valueTwo: value, op } : { index, value, op },
      ),
    })),
  });
