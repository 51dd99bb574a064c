import { isWithin, WRITTEN_LIMITS } from '../../../../share/fragment.ts';
import { STACK_TABLE_DEFAULTS, type StackTableLink, writeStackTableLink } from '../../../../share/stackTableLink.ts';

/** The stack table's fragment for a question; undefined where its profile is too long for a link. */
export async function tableFragment(asked: Pick<StackTableLink, 'call' | 'arch' | 'profile'>) {
  const fragment = await writeStackTableLink({ ...STACK_TABLE_DEFAULTS, ...asked });
  return isWithin(WRITTEN_LIMITS, fragment, asked.profile === undefined ? [] : [asked.profile]) ? fragment : undefined;
}
