import { type Filter, type RefusedCall, type StartCall, startCalls, starts } from '../seccomp/index.ts';
import type { MadeRule } from './Made.ts';
import { allow } from './madeRules.ts';
import { narrowed } from './narrow.ts';

/**
 * Rules for what the target's runtime still calls once the filter is in, as far as the filter of the rest refuses it and the runtime doesn't survive that
 * (`starts`): with no_new_privs and without, those of some starts only and those for another user than root among them.
 */
export function startRules(filter: Filter): MadeRule[] {
  const start = starts(filter);
  if (start === undefined) return [];
  const { runtime } = start;
  const made = [...startCalls(runtime, false), ...startCalls(runtime, true)];
  const needed = new Map([...start.usual, ...start.noNewPrivileges].map((call) => [call.name, call]));
  const sets = [...needed.values()].map((call) => ({ call, conditions: conditionsOf(filter, call, made) }));
  const comment = `${runtime} needs these to start the container.`;
  const whole = sets.flatMap(({ call, conditions }) => (conditions.length === 0 ? [call.name] : [])).sort();
  return [
    ...(whole.length === 0 ? [] : [allow('start', whole, comment)]),
    ...sets.flatMap(({ call, conditions }) =>
      conditions.map((set): MadeRule => ({ ...allow('start', [call.name], comment), conditions: set })),
    ),
  ];
}

/** With which arguments the runtime makes the call, where one of them tells; empty for a call that is to be allowed whole. */
function conditionsOf(filter: Filter, { name, kinds }: RefusedCall, made: readonly StartCall[]) {
  const known = kinds.map(({ args, leftOut = [] }) =>
    args.map((value, at) => (leftOut.includes(at) ? undefined : value)),
  );
  const all = made.filter((call) => call.name === name).flatMap((call) => call.kinds.map(({ args }) => args));
  return (
    narrowed(
      filter.target.arch,
      name,
      (known.length > 0 ? known : all).map((args) => ({ args })),
    ) ?? []
  );
}
