/** The pages of the benchmark: of sites generated with themes from npm, and of layouts written after older sites. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildHexo, hexoPages } from './hexo.js'
import type { Pages } from './hexo.js'
import { layouts } from './layouts/index.js'
import { makeStories } from './layouts/story.js'
import { makePosts, truthOf } from './posts.js'
import type { Post } from './post.js'
import { buildDocs, generators, pagesOf } from './vite.js'

export interface BenchPage {
  readonly kind: 'generated' | 'layout'
  readonly site: string
  readonly name: string
  readonly html: string
  /** Path below its site, and its address. */
  readonly path: string
  readonly address: string
  /** What must be found, and what may be. */
  readonly truth: string
  readonly optional: string
  readonly title: string
  /** A day; '' if the page shows none. */
  readonly date: string
}

export interface SiteOptions {
  /** The folder of installed generators and themes, and the folder in which sites are built. */
  readonly modules: string
  readonly work: string
  /** Whether to use sites that are built already. */
  readonly built: boolean
}

export function* generatedPages(themes: readonly string[], options: SiteOptions): Generator<BenchPage> {
  const posts = makePosts(2)
  for (const theme of themes)
    for (const [post, file] of filesOf(theme, posts, options)) {
      if (!existsSync(file)) continue
      const path = file.slice(join(options.work, theme).length + 1)
      const address = `https://blog.example.net/${path.replace(/^public\//, '').replace(/index\.html$/, '')}`
      const date = (generators[theme]?.hasDates ?? !(theme in generators)) ? post.date : ''
      const { slug: name, title } = post
      const html = readFileSync(file, 'utf8')
      yield {
        kind: 'generated',
        site: theme,
        name,
        html,
        path,
        address,
        truth: truthOf(post),
        optional: '',
        title,
        date,
      }
    }
}

function filesOf(theme: string, posts: readonly Post[], { work, modules, built }: SiteOptions): Pages {
  const folder = join(work, theme)
  if (built) return theme in generators ? pagesOf(theme, posts, folder) : hexoPages(posts, folder)
  return (theme in generators ? buildDocs : buildHexo)(theme, posts, folder, modules)
}

/** Stories for each layout; no two layouts have the same. */
const STORIES = 8

/** @returns none if the shared data is absent */
export function* layoutPages(): Generator<BenchPage> {
  const names = Object.keys(layouts)
  const stories = makeStories(STORIES * names.length)
  for (const [i, site] of names.entries())
    for (const story of stories.slice(i * STORIES, (i + 1) * STORIES)) {
      const { html, path = `a/${story.number}.html`, truth, optional = [], undated } = layouts[site]!(story)
      yield {
        kind: 'layout',
        site,
        name: String(story.number),
        html,
        path,
        address: `https://www.example.net/${path}`,
        truth: (truth ?? story.paragraphs).join('\n'),
        optional: optional.join('\n'),
        title: story.title,
        date: undated === true ? '' : story.date.iso,
      }
    }
}
