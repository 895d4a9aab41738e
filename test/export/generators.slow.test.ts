/** Sites built by their real generators (`npm run peers`), exported and searched. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { projectRoot, runCli, temporaryFolder } from '../support/cli.js'
import { writeFiles } from '../support/collection.js'
import { askInBrowser, isInstalled } from '../support/asking-page.js'
import { sharedData } from '../support/shared-data.js'
import { openExport } from '../browser/exported.js'

const modules = join(projectRoot, '.peers/node_modules')
/** Of `npm run peers -- sites`. */
const siteModules = join(projectRoot, '.peers/sites/node_modules')
const has = (name: string, folder = modules): boolean => existsSync(join(folder, name, 'package.json'))

const folder = temporaryFolder()
afterAll(() => folder.remove())

const post =
  '---\ntitle: 渡口的茶馆\ndate: 2022-03-04 09:30:00\ntags: [旧事]\n---\n\n船夫说，阿尔曼别托夫今天 <b>来</b> 过。\n'

async function addressesFound(to: string, query: string): Promise<readonly string[]> {
  const { engine } = await openExport(to)
  return (await engine.search({ query })).hits.map(({ url }) => url)
}

/** A folder where packages resolve: those of a generator, this one and the plug-in. */
function linkModules(site: string, from: string, names: readonly string[], plugin: string, folder: string): void {
  mkdirSync(join(site, 'node_modules'), { recursive: true })
  for (const name of names) symlinkSync(join(from, name), join(site, 'node_modules', name))
  symlinkSync(projectRoot, join(site, 'node_modules/xunzhang'))
  // As `npm install PATH` does.
  symlinkSync(join(projectRoot, 'integrations', folder), join(site, 'node_modules', plugin))
}

/** Puts chapters of the guide below a folder. */
function takeChapters(to: string, ...args: readonly string[]): void {
  const parts = ['./docs/java/basis/*.md', './docs/database/redis/*.md']
  expect(spawnSync('tar', ['xzf', guide!, '-C', to, ...args, '--wildcards', ...parts]).status).toBe(0)
}

describe.skipIf(!has('hexo'))('a Hexo site with the plug-in (needs npm run peers)', () => {
  it('has its search files among its own, with the addresses of Hexo', async () => {
    const site = join(folder.path, 'hexo')
    const dependencies = { hexo: '*', 'hexo-renderer-marked': '*', 'hexo-xunzhang': '*' }
    writeFiles(site, {
      '_config.yml':
        'title: 札记\nurl: https://example.net/notes\nroot: /notes/\npermalink: :year/:month/:name.html\ntheme: false\n',
      'package.json': JSON.stringify({ name: 'site', private: true, hexo: { version: '' }, dependencies }),
      'source/_posts/ferry.md': post,
    })
    linkModules(site, modules, ['hexo', 'hexo-renderer-marked'], 'hexo-xunzhang', 'hexo')
    const run = spawnSync(process.execPath, [join(modules, 'hexo/bin/hexo'), 'generate'], {
      cwd: site,
      encoding: 'utf8',
    })
    expect([run.status, run.stdout]).toEqual([0, expect.stringContaining('xunzhang: ')])
    expect(await addressesFound(join(site, 'public/search'), '"曼别托夫"')).toEqual(['/notes/2022/03/ferry.html'])
    expect(await addressesFound(join(site, 'public/search'), '标签:旧事')).toEqual(['/notes/2022/03/ferry.html'])
  }, 60_000)
})

describe.skipIf(!has('vitepress'))('a VitePress site (needs npm run peers)', () => {
  it('is exported as it was generated', async () => {
    const site = join(folder.path, 'vitepress')
    writeFiles(site, {
      'docs/.vitepress/config.mjs': 'export default { base: "/docs/" }\n',
      'docs/index.md': '# 首页\n\n欢迎。\n',
      'docs/guide/ferry.md': '# 渡口\n\n船夫说，阿尔曼别托夫今天来过。\n',
    })
    symlinkSync(modules, join(site, 'node_modules'))
    const run = spawnSync(process.execPath, [join(modules, 'vitepress/bin/vitepress.js'), 'build', 'docs'], {
      cwd: site,
      encoding: 'utf8',
    })
    expect([run.status, run.stderr]).toEqual([0, expect.anything()])
    const output = join(site, 'docs/.vitepress/dist')
    const args = ['export', output, '--to', join(output, 'search'), '--base', '/docs/']
    expect(await runCli(args, { cwd: site })).toMatchObject({ status: 0, stderr: '' })
    expect(await addressesFound(join(output, 'search'), '"曼别托夫"')).toEqual(['/docs/guide/ferry.html'])
  }, 120_000)
})

/** Sample content: the first chapters of a public site of documents, if the shared data lies beside the checkout. */
const guide = sharedData('blogs/JavaGuide.tar.gz')

describe.skipIf(!has('vitepress') || guide === undefined)('a VitePress site with the plug-in', () => {
  it('is built of a public guide, and searched in Chromium', async () => {
    const site = join(folder.path, 'vitepress-plugin')
    writeFiles(site, {
      'package.json': '{"private":true,"type":"module"}',
      'docs/.vitepress/config.mjs':
        "import { withXunzhang } from 'vitepress-xunzhang'\n" +
        "export default withXunzhang({ title: '指南', lang: 'zh-CN', ignoreDeadLinks: true })\n",
      'docs/index.md': '# 首页\n\n<xunzhang-search></xunzhang-search>\n',
    })
    takeChapters(site)
    linkModules(site, modules, readdirSync(modules), 'vitepress-xunzhang', 'vitepress')
    const run = spawnSync(process.execPath, [join(modules, 'vitepress/bin/vitepress.js'), 'build', 'docs'], {
      cwd: site,
      encoding: 'utf8',
    })
    expect([run.status, run.stderr, run.stdout]).toEqual([0, expect.anything(), expect.stringContaining('xunzhang: ')])
    const output = join(site, 'docs/.vitepress/dist')
    expect(readFileSync(join(output, 'index.html'), 'utf8')).toMatch(/src="\/search\/xunzhang\.js"[^]*<xunzhang-search/)
    if (!isInstalled('chromium')) return
    const { answers } = await askInBrowser('chromium', 'plain', output, ['"持久化机制"', '跳表'], 60_000)
    for (const { hits } of answers) expect(hits[0]?.url).toMatch(/^\/database\/redis\/.*\.html$/)
  }, 240_000)
})

const element = '<script type="module" src="/search/xunzhang.js"></script>'

/** Runs a generator's program in the site's folder, then exports what it wrote. */
async function buildAndExport(site: string, program: string, args: readonly string[], output: string): Promise<string> {
  const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
  const run = spawnSync(process.execPath, [join(siteModules, program), ...args], { cwd: site, encoding: 'utf8', env })
  expect([run.status, run.stderr]).toEqual([0, ''])
  const to = join(site, output, 'search')
  expect(await runCli(['export', output, '--to', to], { cwd: site })).toMatchObject({ status: 0, stderr: '' })
  expect(existsSync(join(to, 'xunzhang.js'))).toBe(true)
  return to
}

describe.skipIf(!has('@11ty/eleventy', siteModules))('an Eleventy site (needs npm run peers -- sites)', () => {
  it('is exported as it was generated', async () => {
    const site = join(folder.path, 'eleventy')
    writeFiles(site, {
      '_includes/page.njk':
        `<!doctype html><html lang="zh"><head><title>{{ title }}</title>${element}</head><body>` +
        '<nav>首页 关于</nav><xunzhang-search></xunzhang-search><main>{{ content | safe }}</main></body></html>\n',
      'index.md': '---\ntitle: 首页\nlayout: page.njk\n---\n# 首页\n\n欢迎。\n',
      'posts/ferry.md': '---\ntitle: 渡口\nlayout: page.njk\n---\n# 渡口\n\n船夫说，阿尔曼别托夫今天来过。\n',
    })
    const to = await buildAndExport(site, '@11ty/eleventy/cmd.js', ['--quiet'], '_site')
    expect(await addressesFound(to, '"曼别托夫"')).toEqual(['/posts/ferry/'])
    expect(await addressesFound(to, '关于')).toEqual([])
  }, 60_000)
})

describe.skipIf(!has('astro', siteModules))('an Astro site (needs npm run peers -- sites)', () => {
  it('is exported as it was generated, the script left as it stands', async () => {
    const site = join(folder.path, 'astro')
    const inline = element.replace('<script', '<script is:inline')
    const page = (title: string, body: string): string =>
      `<html lang="zh"><head><title>${title}</title>${inline}</head><body><xunzhang-search></xunzhang-search>` +
      `<main><h1>${title}</h1><p>${body}</p></main></body></html>\n`
    writeFiles(site, {
      'package.json': '{"name":"site","private":true,"type":"module"}',
      'astro.config.mjs': 'export default {}\n',
      'src/pages/index.astro': page('首页', '欢迎。'),
      'src/pages/posts/ferry.astro': page('渡口', '船夫说，阿尔曼别托夫今天来过。'),
    })
    symlinkSync(siteModules, join(site, 'node_modules'))
    const to = await buildAndExport(site, 'astro/astro.js', ['build', '--silent'], 'dist')
    expect(readFileSync(join(site, 'dist/posts/ferry/index.html'), 'utf8')).toContain(element)
    expect(await addressesFound(to, '"曼别托夫"')).toEqual(['/posts/ferry/'])
  }, 180_000)
})

describe.skipIf(!has('@docusaurus/core', siteModules))('a Docusaurus site (needs npm run peers -- sites)', () => {
  it('has its search files among its own, by the plug-in, and is searched in Chromium', async () => {
    const site = join(folder.path, 'docusaurus')
    const search = { type: 'html', value: '<xunzhang-search></xunzhang-search>' }
    const config = {
      ...{ title: '札记', url: 'https://example.net', baseUrl: '/', onBrokenLinks: 'ignore' },
      i18n: { defaultLocale: 'zh-CN', locales: ['zh-CN'] },
      plugins: [['@docusaurus/plugin-content-docs', { routeBasePath: '/' }], 'docusaurus-plugin-xunzhang'],
      themes: ['@docusaurus/theme-classic'],
      themeConfig: { navbar: { items: [search] } },
    }
    writeFiles(site, {
      'package.json': '{"name":"site","private":true}',
      'docusaurus.config.js': `module.exports = ${JSON.stringify(config)}\n`,
      'docs/index.md': '---\nslug: /\n---\n\n# 首页\n\n欢迎。\n',
      'docs/find.md': '# 搜索\n\n<xunzhang-search></xunzhang-search>\n',
      'docs/guide/ferry.md': '# 渡口\n\n船夫说，阿尔曼别托夫今天来过。\n',
    })
    linkModules(site, siteModules, readdirSync(siteModules), 'docusaurus-plugin-xunzhang', 'docusaurus')
    const program = join(siteModules, '@docusaurus/core/bin/docusaurus.mjs')
    const run = spawnSync(process.execPath, [program, 'build', '--no-minify'], { cwd: site, encoding: 'utf8' })
    expect([run.status, run.stderr, run.stdout]).toEqual([0, '', expect.stringContaining('xunzhang: ')])
    const output = join(site, 'build')
    const page = readFileSync(join(output, 'find/index.html'), 'utf8')
    expect(page).toContain('src="/search/xunzhang.js"')
    // In the bar, and in the page.
    expect(page.match(/<xunzhang-search>/g)).toHaveLength(2)
    expect(await addressesFound(join(output, 'search'), '"曼别托夫"')).toEqual(['/guide/ferry/'])
    if (!isInstalled('chromium')) return
    const { answers } = await askInBrowser('chromium', 'plain', output, ['"曼别托夫"'], 60_000)
    expect(answers[0]!.hits[0]?.url).toBe('/guide/ferry/')
  }, 600_000)
})

/** Of `npm run peers -- hugo`. */
const hugo = join(projectRoot, '.peers/hugo')

describe.skipIf(!existsSync(join(hugo, 'hugo')) || guide === undefined)('a Hugo site (needs npm run peers)', () => {
  it('of a public theme and a public guide has the component, and is searched in Chromium', async () => {
    const site = join(folder.path, 'hugo')
    writeFiles(site, {
      'hugo.toml':
        'baseURL = "https://example.net/"\ntitle = "指南"\nlanguageCode = "zh-CN"\ntheme = ["xunzhang", "hextra"]\n' +
        'themesDir = "themes"\n',
      'content/_index.md': '---\ntitle: 首页\n---\n\n{{< xunzhang >}}\n',
    })
    mkdirSync(join(site, 'themes'))
    symlinkSync(join(projectRoot, 'integrations/hugo'), join(site, 'themes/xunzhang'))
    symlinkSync(join(hugo, 'hextra'), join(site, 'themes/hextra'))
    mkdirSync(join(site, 'content/docs'))
    takeChapters(join(site, 'content/docs'), '--strip-components=2')
    const run = spawnSync(join(hugo, 'hugo'), ['--quiet'], { cwd: site, encoding: 'utf8' })
    expect([run.status, run.stderr]).toEqual([0, ''])
    const home = readFileSync(join(site, 'public/index.html'), 'utf8')
    expect(home).toMatch(/src=["']\/search\/xunzhang\.js["'][^]*<xunzhang-search>/)
    const to = join(site, 'public/search')
    expect(await runCli(['export', 'public', '--to', to], { cwd: site })).toMatchObject({ status: 0 })
    if (!isInstalled('chromium')) return
    const { answers } = await askInBrowser('chromium', 'plain', join(site, 'public'), ['"持久化机制"', '跳表'], 60_000)
    for (const { hits } of answers) expect(hits[0]?.url).toMatch(/^\/docs\/database\/redis\//)
  }, 240_000)
})
