import type { Example } from '../../../instrument/checks/Checks.ts';
import { ChecksPanel, type ChecksPanelProps } from '../../../instrument/checks/ChecksPanel.tsx';
import { PROFILE_CHECKS } from '../../../instrument/checks/profile/profileKind.ts';
import type { State } from '../state/State.ts';
import { targetOf } from '../state/targetOf.ts';
import type { Goal } from '../words/completions/Goal.ts';
import type { Panel } from './Panel.ts';

export interface ProfileTestsProps extends Pick<Panel, 'id' | 'dispatch' | 'act'> {
  state: State;
  completeCall: ChecksPanelProps<unknown>['completeCall'];
  goals: readonly Goal[];
  href: string;
}

/** Tests of the profile in sight, on the target in sight. */
export function ProfileTests({ id, state, completeCall, goals, href, dispatch, act }: ProfileTestsProps) {
  const { asked, checks, stack, fetching, late } = state;
  const onStack = stack === undefined ? '' : ` --stack ${stack}`;
  return (
    <ChecksPanel
      {...{ id, href, completeCall }}
      about="profile"
      text={checks}
      subject={{ text: asked.text, target: targetOf(asked) }}
      isLate={fetching !== undefined && late}
      kind={PROFILE_CHECKS}
      arch={asked.target.arch}
      aims={goals}
      command={`waterline check profile.json checks.txt${onStack}`}
      onText={(text) => dispatch({ kind: 'choose', choices: { checks: text } })}
      onAsk={(example: Example) => 'call' in example && act({ kind: 'ask', call: example.call }, 'verdict')}
    />
  );
}
