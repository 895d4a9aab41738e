/** What is used of Node here. The engine has portable/module.ts in its place (package.json, "imports"). */
export { createRequire } from 'node:module'
