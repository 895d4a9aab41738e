/** Builds a Hexo site with one theme of npm from the posts; returns where each post's page is. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { markdownOf } from './posts.js'
import type { Post } from './post.js'

/** The page of each post; a theme that fails to build gives none. */
export type Pages = ReadonlyMap<Post, string>

const CONFIG = `title: 渡口札记
subtitle: 慢慢写
description: 一个人的博客
author: 何青禾
language: zh-CN
timezone: Asia/Shanghai
url: https://blog.example.net
permalink: :year/:month/:day/:name/
new_post_name: :title.md
per_page: 10
syntax_highlighter: highlight.js
highlight: { line_number: true, hljs: false, wrap: true }
index_generator: { path: '', per_page: 10, order_by: -date }
markdown: {}
`

export function buildHexo(theme: string, posts: readonly Post[], folder: string, modules: string): Pages {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(`${folder}/source/_posts`, { recursive: true })
  symlinkSync(modules, `${folder}/node_modules`)
  writeFileSync(`${folder}/_config.yml`, `${CONFIG}theme: ${theme}\n`)
  writeFileSync(`${folder}/package.json`, packageOf())
  for (const post of posts)
    writeFileSync(`${folder}/source/_posts/${post.slug}.md`, frontMatter(post) + markdownOf(post))
  const run = spawnSync(process.execPath, [`${modules}/hexo/bin/hexo`, 'generate', '--silent'], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 180_000,
  })
  if (process.argv.includes('--verbose')) console.error(run.stdout.slice(0, 2000), run.stderr.slice(0, 2000))
  return hexoPages(posts, folder)
}

export function hexoPages(posts: readonly Post[], folder: string): Pages {
  return new Map(
    posts.map((post) => [post, `${folder}/public/${post.date.replaceAll('-', '/')}/${post.slug}/index.html`]),
  )
}

function frontMatter({ title, date, tags }: Post): string {
  return `---\ntitle: "${title}"\ndate: ${date} 09:30:00\ntags: [${tags.join(', ')}]\ncategories: [生活]\n---\n\n`
}

/** Hexo loads the plug-ins that the site's package.json names. */
function packageOf(): string {
  const names = ['archive', 'category', 'index', 'tag'].map((kind) => `hexo-generator-${kind}`)
  const renderers = ['ejs', 'marked', 'stylus', 'pug', 'inferno'].map((kind) => `hexo-renderer-${kind}`)
  const dependencies = Object.fromEntries(['hexo', ...names, ...renderers].map((name) => [name, '*']))
  return JSON.stringify({ private: true, hexo: { version: '7.3.0' }, dependencies })
}
