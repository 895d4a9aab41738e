/** What is used of Node here. The engine has portable/path.ts in its place (package.json, "imports"). */
export { basename, dirname, join, resolve, sep } from 'node:path'
