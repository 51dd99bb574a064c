import type { Example } from '../../../instrument/checks/Checks.ts';
import { ChecksPanel, type ChecksPanelProps } from '../../../instrument/checks/ChecksPanel.tsx';
import type { MapInSight } from '../../../instrument/checks/map/mapChecks.ts';
import { MAP_CHECKS } from '../../../instrument/checks/map/mapKind.ts';
import type { Message } from '../state/State.ts';
import { checkedMap, mapCommand } from '../words/checkedMap.ts';

export interface MapTestsProps
  extends Pick<ChecksPanelProps<MapInSight>, 'id' | 'text' | 'isLate' | 'href' | 'program'> {
  /** The newest answer: the map in sight is its. */
  answered: Parameters<typeof checkedMap>[0];
  dispatch: (message: Message | { kind: 'checks'; checks: string }) => void;
}

/** Tests of the map in sight. */
export function MapTests({ answered, dispatch, ...props }: MapTestsProps) {
  const ask = (example: Example) => {
    if (!('id' in example)) return;
    dispatch({ kind: 'choose', choices: { side: example.side, id: `${example.id}` } });
    document.getElementById(`${props.id}-answer`)?.parentElement?.scrollIntoView({ block: 'nearest' });
  };
  const subject = checkedMap(answered);
  return (
    <ChecksPanel
      {...props}
      about="map"
      subject={subject}
      kind={MAP_CHECKS}
      arch="SCMP_ARCH_X86_64"
      aims={[]}
      completeCall={undefined}
      onText={(checks) => dispatch({ kind: 'checks', checks })}
      // A map that is made is not looked up yet.
      onAsk={answered.view.task === 'read' ? ask : undefined}
      elsewhere={mapCommand(subject)}
    />
  );
}
