import type { NeededGrants } from '../../../engine/idmap/index.ts';
import { StepList } from './StepList.tsx';

/** Under the answer: the lines of /etc/subuid and /etc/subgid without which the container doesn't start. */
export function GrantsNeeded({ grants, base }: { grants: NeededGrants; base: string }) {
  return (
    <section class="grants" data-answer="" aria-label="What has to be lent">
      <p>
        {grants.missing
          ? 'It starts once these are there. Add them as root, and start the container again.'
          : 'This also needs the lines below; without them newuidmap and newgidmap refuse, and the container does not start. Add what is not there yet. To have your files checked, paste /etc/subuid and /etc/subgid into the same box, below the config.'}{' '}
        <a href={base + grants.learn.path}>{grants.learn.title}</a>
      </p>
      {grants.steps.map((step) => (
        <StepList key={step.text + JSON.stringify(step.where)} steps={[step]} />
      ))}
    </section>
  );
}
