import type { Example } from '../../../instrument/checks/Checks.ts';
import { ChecksPanel, type ChecksPanelProps } from '../../../instrument/checks/ChecksPanel.tsx';
import { PROFILE_CHECKS } from '../../../instrument/checks/profile/profileKind.ts';
import type { State } from '../state/Message.ts';
import { targetOf } from '../state/targetOf.ts';
import { checkCommand } from '../words/checkCommand.ts';
import type { Goal } from '../words/completions/completeCall.ts';
import type { Panel } from './Panel.ts';

export interface ProfileTestsProps
  extends Pick<Panel, 'id' | 'dispatch' | 'act'>,
    Pick<ChecksPanelProps<unknown>, 'text' | 'href' | 'program'> {
  state: State;
  completeCall: ChecksPanelProps<unknown>['completeCall'];
  goals: readonly Goal[];
}

/** Tests of the profile in sight, on the target in sight. */
export function ProfileTests({ state, goals, dispatch, act, ...props }: ProfileTestsProps) {
  const { asked, stack, fetching, late } = state;
  return (
    <ChecksPanel
      {...props}
      about="profile"
      subject={{ text: asked.text, target: targetOf(asked) }}
      isLate={fetching !== undefined && late}
      kind={PROFILE_CHECKS}
      arch={asked.target.arch}
      aims={goals}
      elsewhere={checkCommand({ ...asked, stack })}
      onText={(checks) => dispatch({ kind: 'choose', choices: { checks } })}
      onAsk={(example: Example) => 'call' in example && act({ kind: 'ask', call: example.call }, 'verdict')}
    />
  );
}
