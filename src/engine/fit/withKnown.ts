import type { TracedCall } from '../trace/index.ts';

/** A traced call with what is known of its arguments, and 0 for the rest. */
export const withKnown = <T extends Pick<TracedCall, 'args' | 'lower'>>(call: T) => ({
  ...call,
  args: call.args.map((value, index) => value ?? call.lower?.[index] ?? 0n),
});
