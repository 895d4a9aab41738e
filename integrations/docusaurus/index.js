/**
 * Search for a Docusaurus site: adds the script of the search element to every page, and exports what `docusaurus build`
 * wrote into the site's own output.
 *
 * @example
 * // docusaurus.config.js
 * plugins: ['docusaurus-plugin-xunzhang']
 */
const { spawnSync } = require('node:child_process')
const { createRequire } = require('node:module')
const { dirname, join } = require('node:path')

/** Of the site's own xunzhang. */
function programOf(siteDir) {
  const { resolve } = createRequire(join(siteDir, 'package.json'))
  return join(dirname(resolve('xunzhang/package.json')), 'dist/cli.cjs')
}

/** @param options.path the folder of the site for the search files */
module.exports = ({ siteDir, baseUrl }, { path = 'search' } = {}) => ({
  name: 'docusaurus-plugin-xunzhang',
  injectHtmlTags: () => ({
    headTags: [{ tagName: 'script', attributes: { type: 'module', src: `${baseUrl}${path}/xunzhang.js` } }],
  }),
  postBuild({ outDir }) {
    const args = [programOf(siteDir), 'export', outDir, '--to', join(outDir, path), '--base', baseUrl]
    const run = spawnSync(process.execPath, args, { encoding: 'utf8' })
    if (run.status !== 0) throw new Error(`xunzhang: ${run.stderr.trim()}`)
    console.log(`xunzhang: ${run.stdout.trim()}`)
  },
})

module.exports.validateOptions = ({ options }) => {
  const unknown = Object.keys(options).find((name) => !['id', 'path'].includes(name))
  if (unknown !== undefined) throw new Error(`xunzhang: unknown option ${unknown}; the only one is path`)
  return options
}
