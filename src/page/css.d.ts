/** Sheets are bundled into dist/page.css. */
declare module "*.css";
