/** What is used of Node here. The engine has portable/crypto.ts in its place (package.json, "imports"). */
export { hash } from 'node:crypto'
