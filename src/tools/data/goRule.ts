import type { RuleJson } from '../../engine/seccomp/index.ts';
import { cExpression, type Lookup } from './cExpression.ts';
import { expressionOf, field, itemsOf, onlyFields, stringsOf } from './goFields.ts';
import type { GoValue } from './goValue.ts';

// runtime-spec, specs-go/config.go; containers/common has the same names, of its own package.
const ACTIONS: Readonly<Record<string, string>> = {
  ActAllow: 'SCMP_ACT_ALLOW',
  ActErrno: 'SCMP_ACT_ERRNO',
};
const OPERATORS: Readonly<Record<string, string>> = {
  OpEqualTo: 'SCMP_CMP_EQ',
  OpNotEqual: 'SCMP_CMP_NE',
  OpLessThan: 'SCMP_CMP_LT',
  OpGreaterThan: 'SCMP_CMP_GT',
  OpMaskedEqual: 'SCMP_CMP_MASKED_EQ',
};

/** The action that a field of a Go struct names; undefined for one that isn't known. */
export const goAction = (value: GoValue, name: string): string | undefined =>
  ACTIONS[expressionOf(field(value, name)).replace(/^specs\./, '')];

/** Which calls a rule in Go source is for, with which arguments, and its action. Throws for what it doesn't know. */
export function goRule(value: GoValue, constant: Lookup): Pick<RuleJson, 'names' | 'action' | 'args'> {
  const names = stringsOf(field(value, 'Names'));
  const action = goAction(value, 'Action');
  const args = itemsOf(field(value, 'Args')).map((item) => {
    // A second value of 0 is what a profile means by none.
    onlyFields(item, ['Index', 'Value', 'Op', expressionOf(field(item, 'ValueTwo')) === '0' ? 'ValueTwo' : '']);
    const number = (name: string) =>
      Number(cExpression(expressionOf(field(item, name)).replaceAll(/\b(unix|syscall)\./g, ''), constant));
    const op = OPERATORS[expressionOf(field(item, 'Op')).replace(/^specs\./, '')] ?? '';
    return { index: number('Index'), value: number('Value'), op };
  });
  const isKnown = action !== undefined && names.every((name) => name !== '') && args.every((arg) => arg.op !== '');
  if (!isKnown || args.some((arg) => Number.isNaN(arg.value)))
    throw new Error(`Found a rule for ${names} that is not known.`);
  return { names, action, ...(args.length > 0 && { args }) };
}
