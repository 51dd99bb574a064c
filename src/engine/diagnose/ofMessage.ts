import type { Cause, NextStep } from '../idmap/index.ts';
import type { Diagnosis } from './Diagnosis.ts';
import type { FoundMessage } from './messagesIn.ts';
import { ofId } from './ofId.ts';
import { shownBy } from './shownBy.ts';
import { titleOf } from './titleOf.ts';
import { toldBeside } from './toldBeside.ts';

/** A message as its causes: one where it leaves no other, else each that it can have, the likeliest first. */
export function ofMessage({ entry, explained, span, also }: FoundMessage, text: string): Diagnosis[] {
  const { code, who, says, facts, ask, next, causes = [], versions, learn } = explained;
  const state = ask && shownBy(code, ask, text);
  const common = {
    ...{ code, span, facts, learn, title: titleOf(entry, text.slice(span.start, span.end)) },
    ...(also.length > 0 && { also }),
    ...(versions && { versions }),
    ...(state && { state }),
  };
  const looks = next.filter(({ fixes }) => !fixes);
  const fixes = next.filter(({ fixes }) => fixes);
  const [test, ...others] = looks;
  const beside = toldBeside(code, facts, text, span.start);
  if (causes.length === 0)
    return [
      {
        ...common,
        layer: entry.layer,
        certain: true,
        who,
        says: beside ? `${says} ${beside}` : says,
        ...tested(test),
        looks: others,
        fixes,
      },
      // An owner that is a host ID: which container ID that is depends on its range.
      ...(ask?.side === 'outside' && entry.layer === 'id-map' ? ofId(ask.id, ask.kind, span) : []),
    ];
  return causes.map((cause) => ofCause(cause, common));
}

function ofCause({ layer, who, says, tells, fixes }: Cause, common: Common): Diagnosis {
  return { ...common, layer, certain: false, who, says, test: tells, looks: [], fixes };
}

type Common = Pick<Diagnosis, 'code' | 'span' | 'also' | 'facts' | 'learn' | 'title' | 'versions' | 'state'>;

const tested = (test: NextStep | undefined) => (test ? { test } : {});
