/** What `tsc` knows of the components that a registry names; `astro check` reads them themselves. */
declare module '*.astro' {
  const component: import('astro/runtime/server/index.js').AstroComponentFactory;
  export default component;
}
