/** Where the picture of a page is that a shared link to it shows (src/tools/build/previews/): `/og/learn/iceberg.png` for `/learn/iceberg/`. */
export const previewPath = (path: string): `/og/${string}.png` => `/og/${path.replace(/^\/|\/$/g, '') || 'index'}.png`;

/** Its width and height, as those who show such pictures ask for. */
export const PREVIEW = { width: 1200, height: 630 } as const;
