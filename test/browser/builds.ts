import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The build at the site's root, as `npm run build` leaves it. */
export const rootBuild = join(root, 'dist');

/** The same site built for a sub-path, made before the tests of `test/sub-path/`. */
export const subPathBuild = join(root, '.cache/sub-path-build');
export const subPath = '/deep/er';
