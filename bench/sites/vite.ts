/** Builds documentation sites from the posts, with those generators from npm that are not for blogs. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, sep } from 'node:path'
import { markdownOf } from './posts.js'
import type { Post } from './post.js'
import type { Pages } from './hexo.js'

interface Generator {
  /** The package that builds it, and others that it needs. */
  readonly needs: string
  /** Folder of the Markdown, and folder of the built pages, below the site's folder. */
  readonly sources: string
  readonly output: string
  readonly files: Readonly<Record<string, string>>
  readonly command: readonly string[]
  readonly page: (post: Post) => string
  /** Whether the heading is in the Markdown, because the front matter doesn't make one. */
  readonly hasHeading: boolean
  readonly hasDates?: true
}

const docusaurus = (plugin: string): Generator['files'] => ({
  // Not an ES module, in which its registry of pages would have no `require`.
  'package.json': '{"private":true}',
  'docusaurus.config.js': `export default {
  title: '渡口札记',
  url: 'https://docs.example.net',
  baseUrl: '/',
  onBrokenLinks: 'ignore',
  i18n: { defaultLocale: 'zh-Hans', locales: ['zh-Hans'] },
  markdown: { format: 'md' },
  themes: ['@docusaurus/theme-classic'],
  plugins: [${plugin}],
}`,
})

export const generators: Readonly<Record<string, Generator>> = {
  vitepress: {
    needs: 'vitepress',
    sources: 'docs',
    output: 'docs/.vitepress/dist',
    files: {
      'docs/.vitepress/config.mjs': `export default { title: '渡口札记', lang: 'zh-CN' }`,
      'docs/index.md': '# 首页\n',
    },
    command: ['vitepress/bin/vitepress.js', 'build', 'docs'],
    page: (post) => `${post.slug}.html`,
    hasHeading: true,
  },
  starlight: {
    needs: '@astrojs/starlight',
    sources: 'src/content/docs',
    output: 'dist',
    files: {
      'astro.config.mjs': `import { defineConfig } from 'astro/config'
import starlight from '@astrojs/starlight'
export default defineConfig({ site: 'https://docs.example.net', integrations: [starlight({ title: '渡口札记', pagefind: false })] })`,
      'src/content/config.ts': `import { defineCollection } from 'astro:content'
import { docsSchema } from '@astrojs/starlight/schema'
export const collections = { docs: defineCollection({ schema: docsSchema() }) }`,
    },
    command: ['astro/astro.js', 'build'],
    page: (post) => `${post.slug}/index.html`,
    hasHeading: false,
  },
  rspress: {
    needs: 'rspress',
    sources: 'docs',
    output: 'doc_build',
    files: {
      'rspress.config.mjs': `export default { root: 'docs', title: '渡口札记', lang: 'zh' }`,
      'docs/index.md': '# 首页\n',
    },
    command: ['rspress/bin/rspress.js', 'build'],
    page: (post) => `${post.slug}.html`,
    hasHeading: true,
  },
  vuepress: {
    needs: '@vuepress/theme-default',
    sources: 'docs',
    output: 'docs/.vuepress/dist',
    files: {
      'docs/.vuepress/config.js': `import { viteBundler } from '@vuepress/bundler-vite'
import { defaultTheme } from '@vuepress/theme-default'
export default { lang: 'zh-CN', title: '渡口札记', theme: defaultTheme(), bundler: viteBundler() }`,
      'docs/README.md': '# 首页\n',
    },
    command: ['vuepress/bin/vuepress.js', 'build', 'docs'],
    page: (post) => `${post.slug}.html`,
    hasHeading: true,
  },
  docusaurus: {
    needs: '@docusaurus/plugin-content-docs',
    sources: 'docs',
    output: 'build',
    files: docusaurus(`['@docusaurus/plugin-content-docs', { routeBasePath: '/' }]`),
    command: ['@docusaurus/core/bin/docusaurus.mjs', 'build'],
    page: (post) => `${post.slug}/index.html`,
    hasHeading: false,
  },
  'docusaurus-blog': {
    needs: '@docusaurus/plugin-content-blog',
    sources: 'blog',
    output: 'build',
    files: docusaurus(`['@docusaurus/plugin-content-blog', { routeBasePath: '/', onUntruncatedBlogPosts: 'ignore' }]`),
    command: ['@docusaurus/core/bin/docusaurus.mjs', 'build'],
    page: (post) => `${post.slug}/index.html`,
    hasHeading: false,
    hasDates: true,
  },
  honkit: {
    needs: 'honkit',
    sources: '.',
    output: '_book',
    files: { 'book.json': '{"title":"渡口札记","language":"zh-hans"}', 'README.md': '# 首页\n' },
    command: ['honkit/bin/honkit.js', 'build'],
    page: (post) => `${post.slug}.html`,
    hasHeading: true,
  },
}

export function buildDocs(name: string, posts: readonly Post[], folder: string, modules: string): Pages {
  const generator = generators[name]!
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(`${folder}/${generator.sources}`, { recursive: true })
  // Sites beside the modules get no link, because some bundlers follow it to files that they don't know.
  if (!folder.startsWith(dirname(modules) + sep)) symlinkSync(modules, `${folder}/node_modules`)
  const summary = posts.map((post) => `- [${post.title}](${post.slug}.md)`).join('\n')
  const files = {
    'package.json': '{"private":true,"type":"module"}',
    'SUMMARY.md': `# Summary\n\n${summary}\n`,
    ...generator.files,
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(`${folder}/${path}`.replace(/\/[^/]+$/, ''), { recursive: true })
    writeFileSync(`${folder}/${path}`, text)
  }
  for (const post of posts) {
    const head = generator.hasHeading ? `# ${post.title}\n\n` : ''
    writeFileSync(
      `${folder}/${generator.sources}/${post.slug}.md`,
      `---\ntitle: "${post.title}"\ndate: ${post.date}\n---\n\n${head}${markdownOf(post)}`,
    )
  }
  const run = spawnSync(process.execPath, [`${modules}/${generator.command[0]}`, ...generator.command.slice(1)], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 240_000,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
  })
  if (process.argv.includes('--verbose')) console.error(run.stdout.slice(-1500), run.stderr.slice(-1500))
  return pagesOf(name, posts, folder)
}

export function pagesOf(name: string, posts: readonly Post[], folder: string): Pages {
  const { output, page } = generators[name]!
  return new Map(posts.map((post) => [post, `${folder}/${output}/${page(post)}`]))
}
