import { OtherStack } from '../../../instrument/stacks/OtherStack.tsx';
import type { Dispatch } from '../state/State.ts';
import type { OtherAnswer } from '../words/otherAnswer.ts';

/** Which other stack answers otherwise, where one does. */
export function OtherLine({ other, dispatch }: { other: OtherAnswer | undefined; dispatch: Dispatch }) {
  if (!other) return null;
  return (
    <section class="other-stack panel-part" data-answer="" aria-label="Other versions">
      <OtherStack {...other} onCheck={() => dispatch({ kind: 'choose', choices: other.choices })} />
    </section>
  );
}
