import { whenThere } from '../../../engine/text/index.ts';
import { answerChecks } from '../../../instrument/checks/answerChecks.ts';
import type { ChecksQuestion, ChecksReply } from '../../../instrument/checks/Checks.ts';
import type { State } from '../state/State.ts';
import { checkedMap } from '../words/checkedMap.ts';

/** What the checks say of the map in sight. */
export const mapChecks = async ({ subject, ...asked }: ChecksQuestion<State>): Promise<ChecksReply> =>
  answerChecks(await whenThere(() => checkedMap(subject)), asked);
