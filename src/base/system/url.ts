/** What is used of Node here. The engine has portable/url.ts in its place (package.json, "imports"). */
export { fileURLToPath } from 'node:url'
