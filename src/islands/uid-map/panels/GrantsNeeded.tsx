import type { NeededGrants } from '../../../engine/idmap/index.ts';
import { StepList } from './StepList.tsx';

/** Under the answer: the lines of /etc/subuid and /etc/subgid without which the container doesn't start. */
export function GrantsNeeded({ grants, base }: { grants: NeededGrants; base: string }) {
  return (
    <section class="grants" data-answer="" aria-label="Required lines of /etc/subuid and /etc/subgid">
      <p>
        {grants.missing
          ? 'The container needs these lines. Add them as root, and start the container again.'
          : 'The map also needs the lines below. Without them, newuidmap and newgidmap refuse the map and the container does not start. Add the lines that are missing. To check your own files, paste /etc/subuid and /etc/subgid into the same box, below the config.'}{' '}
        <a href={base + grants.learn.path}>{grants.learn.title}</a>
      </p>
      {grants.steps.map((step) => (
        <StepList key={step.text + JSON.stringify(step.where)} steps={[step]} />
      ))}
    </section>
  );
}
