import type { Operator } from '../../profile/formatProfile.ts';
import type { AddedRule } from './AddedRule.ts';

/**
 * libseccomp, db.h struct db_arg_chain_tree: one comparison of 32 bits of an argument. Nodes of a level are tried in order; `ifTrue` and
 * `ifFalse` lead to the level below, which several nodes may share.
 */
export interface ArgumentNode {
  argument: number;
  /** Compares the upper 32 bits, else the lower. */
  high: boolean;
  op: 'EQ' | 'MASKED_EQ' | 'GT' | 'GE';
  /** The rule's own operator, which orders a level. */
  written: Operator;
  mask: number;
  /** Unsigned, 32 bits, masked. */
  datum: number;
  /** The rule's whole value. */
  full: bigint;
  whenTrue: AddedRule | undefined;
  whenFalse: AddedRule | undefined;
  previous: ArgumentNode | undefined;
  next: ArgumentNode | undefined;
  ifTrue: ArgumentNode | undefined;
  ifFalse: ArgumentNode | undefined;
  /** libseccomp counts who points at a node, and what it removes hangs on that count. */
  references: number;
}

/** db.c __db_chain_arg_priority. */
const argumentPriority = (node: ArgumentNode) => node.argument * 2 + (node.high ? 1 : 0);

/** db.c __db_chain_op_priority. */
const OPERATOR_PRIORITY: Readonly<Record<Operator, number>> = {
  SCMP_CMP_MASKED_EQ: 3,
  SCMP_CMP_EQ: 3,
  SCMP_CMP_NE: 3,
  SCMP_CMP_LE: 2,
  SCMP_CMP_LT: 2,
  SCMP_CMP_GE: 1,
  SCMP_CMP_GT: 1,
};

/** db.c _db_chain_lt: whether `a` comes after `b` in a level. */
export function isLess(a: ArgumentNode, b: ArgumentNode): boolean {
  const byArgument = argumentPriority(a) - argumentPriority(b);
  if (byArgument !== 0) return byArgument < 0;
  const byOperator = OPERATOR_PRIORITY[a.written] - OPERATOR_PRIORITY[b.written];
  if (byOperator !== 0) return byOperator < 0;
  return a.written === 'SCMP_CMP_LE' || a.written === 'SCMP_CMP_LT' ? a.datum > b.datum : a.datum < b.datum;
}

/** db.c _db_chain_eq: whether both make the same comparison. */
export function isSame(a: ArgumentNode, b: ArgumentNode): boolean {
  return argumentPriority(a) === argumentPriority(b) && a.op === b.op && a.datum === b.datum && a.mask === b.mask;
}

/** db.c _db_chain_leaf. */
export function isLeaf(node: ArgumentNode): boolean {
  return node.ifTrue === undefined && node.ifFalse === undefined;
}

/** The first node of the level. */
export function levelStart(node: ArgumentNode): ArgumentNode {
  let first = node;
  while (first.previous !== undefined) first = first.previous;
  return first;
}

/** db.c _db_tree_act_check: whether every answer from this level down is `action`. */
export function answersOnly(level: ArgumentNode | undefined, action: number): boolean {
  if (level === undefined) return true;
  for (let node: ArgumentNode | undefined = levelStart(level); node !== undefined; node = node.next) {
    if (node.whenTrue !== undefined && node.whenTrue.action !== action) return false;
    if (node.whenFalse !== undefined && node.whenFalse.action !== action) return false;
    if (!answersOnly(node.ifTrue, action) || !answersOnly(node.ifFalse, action)) return false;
  }
  return true;
}
