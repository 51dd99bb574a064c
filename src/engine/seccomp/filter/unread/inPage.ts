import { later } from '../../../text/index.ts';
import type * as Part from './everywhere.ts';

// `#unread` in a page, which loads it when Podman reads an error by its name, or an engine leaves something unread (package.json, “imports”).

const part = /* @__PURE__ */ later(() => import('./everywhere.ts'));

export const isPodmanError: typeof Part.isPodmanError = (name) => part().isPodmanError(name);
export const errnoWords: typeof Part.errnoWords = (...args) => part().errnoWords(...args);
export const keyWords: typeof Part.keyWords = (...args) => part().keyWords(...args);
export const ociWords: typeof Part.ociWords = (...args) => part().ociWords(...args);
export const podmanWords: typeof Part.podmanWords = (...args) => part().podmanWords(...args);
