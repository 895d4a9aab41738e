/**
 * Posts of which the right text is known, written for this benchmark: prose of the sample collection, and the other
 * shapes that bloggers write. A post is a list of blocks, from which Markdown for a generator and the text that a
 * reader must keep are made.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { shapes } from './shapes.js'
import type { Post, PostBlock } from './post.js'

const NOTES = fileURLToPath(new URL('../../corpus/hexo/', import.meta.url))

/** The same posts at each call: `repeats` rounds of every shape, each round with other prose and other dates. */
export function makePosts(repeats = 2): Post[] {
  const prose = readProse()
  let taken = 0
  const take = (): string => prose[taken++ % prose.length]!
  const posts: Post[] = []
  for (let round = 0; round < repeats; round++) {
    for (const [name, shape] of Object.entries(shapes)) {
      const day = posts.length * 37
      const date = new Date(Date.UTC(2017, 2, 3) + day * 86_400_000).toISOString().slice(0, 10)
      const { title, tags, blocks } = shape(take, round)
      posts.push({ slug: `${name}-${round}`, title, date, tags, blocks })
    }
  }
  return posts
}

/** Paragraphs of the sample's posts, without their tags. */
function readProse(): string[] {
  const files = readdirSync(NOTES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'))
  return files.sort().flatMap((name) =>
    readFileSync(NOTES + name, 'utf8')
      .replace(/^\s*---[\s\S]*?\n---\n/, '')
      .replace(/<[^>]+>/g, '\n')
      .split('\n')
      .map((line) => line.replace(/&\w+;/g, ' ').trim())
      .filter((line) => line.length >= 50 && /[。！？”]$/.test(line) && !/关注|扫码|编辑|来源/.test(line)),
  )
}

/** What a reader must find in the article, a block or item a line. */
export function truthOf({ blocks }: Post): string {
  return blocks.flatMap(linesOf).join('\n')
}

function linesOf(block: PostBlock): readonly string[] {
  switch (block.kind) {
    case 'image':
      return []
    case 'list':
    case 'steps':
      return block.items.map(plain)
    case 'table':
      return block.rows.map((row) => row.map(plain).join(' '))
    case 'code':
      return [block.text]
    default:
      return [plain(block.text)]
  }
}

/** Removes the Markdown of links, code and emphasis from a line. */
function plain(text: string): string {
  return text.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').replace(/[`*]+/g, '')
}

export function markdownOf({ blocks }: Post): string {
  return `${blocks.map(markdownBlock).join('\n\n')}\n`
}

function markdownBlock(block: PostBlock): string {
  switch (block.kind) {
    case 'heading':
      return `## ${block.text}`
    case 'quote':
      return `> ${block.text}`
    case 'code':
      return `\`\`\`${block.language}\n${block.text}\n\`\`\``
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n')
    case 'steps':
      return block.items.map((item, i) => `${i + 1}. ${item}`).join('\n')
    case 'table': {
      const [head, ...rows] = block.rows
      return [head!, head!.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
    }
    case 'image':
      return `![${block.alt}](https://img.example.net/p.png)`
    default:
      return block.text
  }
}
