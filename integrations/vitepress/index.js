/**
 * Search for a VitePress site: exports what `vitepress build` wrote into the site's own output, and adds the script of the
 * search element to its pages.
 *
 * @example
 * // .vitepress/config.mjs
 * import { defineConfig } from 'vitepress'
 * import { withXunzhang } from 'vitepress-xunzhang'
 * export default withXunzhang(defineConfig({ title: '札记', lang: 'zh-CN' }))
 */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Of the site's own xunzhang. */
function programOf(root) {
  const { resolve } = createRequire(pathToFileURL(join(root, 'package.json')))
  return join(dirname(resolve('xunzhang/package.json')), 'dist/cli.cjs')
}

/**
 * @param config of the site
 * @param path the folder of the site for the search files
 */
export function withXunzhang(config, { path = 'search' } = {}) {
  const { base = '/', head = [], vue = {}, buildEnd } = config
  const { template = {} } = vue
  const { compilerOptions = {} } = template
  const isCustomElement = (tag) => tag === 'xunzhang-search' || compilerOptions.isCustomElement?.(tag) === true
  return {
    ...config,
    head: [...head, ['script', { type: 'module', src: `${base}${path}/xunzhang.js` }]],
    vue: { ...vue, template: { ...template, compilerOptions: { ...compilerOptions, isCustomElement } } },
    async buildEnd(site) {
      await buildEnd?.(site)
      const args = [programOf(site.root), 'export', site.outDir, '--to', join(site.outDir, path), '--base', base]
      const run = spawnSync(process.execPath, args, { encoding: 'utf8' })
      if (run.status !== 0) throw new Error(`xunzhang: ${run.stderr.trim()}`)
      console.log(`xunzhang: ${run.stdout.trim()}`)
    },
  }
}
