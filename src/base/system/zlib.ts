/** What is used of Node here. The engine has portable/zlib.ts in its place (package.json, "imports"). */
export { crc32 } from 'node:zlib'
