import type { Condition } from '../answers.ts';
import type { AddedRule } from './AddedRule.ts';
import type { ArgumentNode } from './ArgumentNode.ts';
import { hold } from './references.ts';

const low = (value: bigint) => Number(value & 0xffffffffn);
const high = (value: bigint) => Number(value >> 32n);

function node(condition: Condition, op: ArgumentNode['op'], upper: boolean): ArgumentNode {
  const half = upper ? high : low;
  const mask = half(condition.mask);
  return {
    argument: condition.index,
    high: upper,
    op,
    written: condition.op,
    mask,
    datum: (half(condition.value) & mask) >>> 0,
    full: condition.value,
    whenTrue: undefined,
    whenFalse: undefined,
    previous: undefined,
    next: undefined,
    ifTrue: undefined,
    ifFalse: undefined,
    references: 0,
  };
}

/** The ways out of one condition's nodes by which it holds. */
type Exits = readonly { from: ArgumentNode; side: Side }[];
type Side = 'True' | 'False';

/** db.c _db_rule_gen_64: an argument as its upper and its lower half; the diagrams there show these shapes. */
function nodes64(condition: Condition): { entry: ArgumentNode; exits: Exits } {
  switch (condition.op) {
    case 'SCMP_CMP_EQ':
    case 'SCMP_CMP_MASKED_EQ':
    case 'SCMP_CMP_NE': {
      const op = condition.op === 'SCMP_CMP_MASKED_EQ' ? 'MASKED_EQ' : 'EQ';
      const upper = node(condition, op, true);
      const lower = node(condition, op, false);
      upper.ifTrue = hold(lower);
      if (condition.op !== 'SCMP_CMP_NE') return { entry: upper, exits: [{ from: lower, side: 'True' }] };
      return {
        entry: upper,
        exits: [
          { from: upper, side: 'False' },
          { from: lower, side: 'False' },
        ],
      };
    }
    default: {
      const greater = condition.op === 'SCMP_CMP_GT' || condition.op === 'SCMP_CMP_GE';
      const strict = condition.op === 'SCMP_CMP_GT' || condition.op === 'SCMP_CMP_LE';
      const above = node(condition, 'GT', true);
      const equal = node(condition, 'EQ', true);
      const lower = node(condition, strict ? 'GT' : 'GE', false);
      above.ifFalse = hold(equal);
      equal.ifTrue = hold(lower);
      return {
        entry: above,
        exits: greater
          ? [
              { from: above, side: 'True' },
              { from: lower, side: 'True' },
            ]
          : [
              { from: equal, side: 'False' },
              { from: lower, side: 'False' },
            ],
      };
    }
  }
}

/** db.c _db_rule_gen_32: the lower half alone; the upper is never looked at. */
function nodes32(condition: Condition): { entry: ArgumentNode; exits: Exits } {
  const [op, side] = (
    {
      SCMP_CMP_EQ: ['EQ', 'True'],
      SCMP_CMP_MASKED_EQ: ['MASKED_EQ', 'True'],
      SCMP_CMP_GT: ['GT', 'True'],
      SCMP_CMP_GE: ['GE', 'True'],
      SCMP_CMP_NE: ['EQ', 'False'],
      SCMP_CMP_LT: ['GE', 'False'],
      SCMP_CMP_LE: ['GT', 'False'],
    } as const
  )[condition.op];
  const only = node(condition, op, false);
  return { entry: only, exits: [{ from: only, side }] };
}

/**
 * A rule's conditions as a tree, one below the other by argument; undefined where none is left: a mask without bits (32-bit ABIs: without low bits)
 * always matches and libseccomp leaves it out. `nodes` counts them.
 */
export function chainOf(rule: AddedRule, bits: 32 | 64): { chains: ArgumentNode | undefined; nodes: number } {
  let top: ArgumentNode | undefined;
  let nodes = 0;
  let exits: Exits = [];
  for (const condition of [...rule.conditions].sort((a, b) => a.index - b.index)) {
    if (condition.op === 'SCMP_CMP_MASKED_EQ' && (bits === 64 ? condition.mask === 0n : low(condition.mask) === 0))
      continue;
    const { entry, exits: ways } = bits === 64 ? nodes64(condition) : nodes32(condition);
    if (top === undefined) top = hold(entry);
    for (const { from, side } of exits) from[side === 'True' ? 'ifTrue' : 'ifFalse'] = hold(entry);
    exits = ways;
    nodes += bits === 32 ? 1 : /_(EQ|NE)$/.test(condition.op) ? 2 : 3;
  }
  for (const { from, side } of exits) from[side === 'True' ? 'whenTrue' : 'whenFalse'] = rule;
  return { chains: top, nodes };
}
