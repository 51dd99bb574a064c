import text from '../../../content/data/profiles/docker-26.1.5.json?raw';
import { profileAt } from '../../engine/seccomp/index.ts';
import { DOCKER_CHANGES } from './dockerReleases.ts';

/** The text of Docker's default profile in a state of docker-changes.json. A page loads this file when such a profile is chosen. */
export const loadDockerRelease = (state: string): string => profileAt(text, DOCKER_CHANGES, state);
