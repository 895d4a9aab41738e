/**
 * How fast files of Hexo and Jekyll posts with HTML bodies become clean articles, on one core:
 * `npm run bench:clean -- --speed`. Posts are made from the marked pages by adding paragraphs of others, no two alike,
 * and written to a folder; a round walks it, reads each file and cleans it. The first round is that of a process just
 * started; the others show the speed of a long run.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isProblem } from '../../src/source/article.js'
import { formatOf } from '../../src/source/formats/index.js'
import { walk } from '../../src/source/walk/walk.js'

const FOLDER = fileURLToPath(new URL('pages/', import.meta.url))
/** Posts of about these sizes, in bytes of UTF-8: news of one agency, the marked posts, a magazine. */
const SIZES = [1900, 3000, 5500]
const ROUNDS = 7
const BYTES = 6e6

interface Post {
  /** Everything before its first paragraph, and after its last. */
  readonly head: string
  readonly foot: string
  readonly paragraphs: readonly string[]
}

const isPost = (name: string): boolean => /^(?:0\d|1\d|2[0-8]|7[467])-.*\.md$/.test(name)
const posts = readdirSync(FOLDER)
  .filter(isPost)
  .map((name) => cut(readFileSync(FOLDER + name, 'utf8')))

function cut(text: string): Post {
  const found = [...text.matchAll(/<p[ >][\s\S]*?<\/p>/g)]
  const first = found[0]
  const last = found.at(-1)
  if (first === undefined || last === undefined) return { head: text, foot: '', paragraphs: [] }
  const end = last.index + last[0].length
  return { head: text.slice(0, first.index), foot: text.slice(end), paragraphs: found.map((match) => match[0]) }
}

/** Takes paragraphs of the post itself first, then of others, until the text is as long as requested. */
function compose(n: number, size: number): string {
  const { head, foot } = posts[n % posts.length]!
  const body: string[] = []
  let bytes = Buffer.byteLength(head) + Buffer.byteLength(foot)
  for (let k = 0; bytes < size; k++) {
    const from = posts[(n + 7 * k) % posts.length]!.paragraphs
    const paragraph = from[(n + k) % Math.max(1, from.length)] ?? ''
    body.push(paragraph)
    bytes += Buffer.byteLength(paragraph) + 1
  }
  return `${head.replace(/^title:.*$/m, `title: '第 ${n} 篇'`)}${body.join('\n')}${foot}`
}

function round(folder: string): number {
  const before = process.cpuUsage()
  let articles = 0
  const { files } = walk([folder])
  for (const { path, absolute } of files) {
    const file = { path, bytes: readFileSync(absolute), startLine: 1, startByte: 0 }
    for (const item of formatOf(path).read(file, { clean: false })) if (!isProblem(item)) articles++
  }
  if (articles !== files.length) throw new Error(`${articles} articles of ${files.length} files`)
  const used = process.cpuUsage(before)
  return (used.user + used.system) / 1e6
}

function measure(size: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'xunzhang-posts-'))
  const count = Math.ceil(BYTES / size)
  let bytes = 0
  try {
    for (let n = 0; n < count; n++) {
      const post = Buffer.from(compose(n, size))
      bytes += post.length
      writeFileSync(join(folder, `${n}.md`), post)
    }
    const seconds = Array.from({ length: ROUNDS }, () => round(folder))
    const median = [...seconds].sort((a, b) => a - b)[(ROUNDS - 1) / 2]!
    const rate = (s: number): string => `${(bytes / 1e6 / s).toFixed(1)} MB/s`
    console.log(
      `${count} posts of ${(bytes / count / 1000).toFixed(1)} KB: ${rate(seconds[0]!)} at first, ${rate(median)} then ` +
        `(of CPU time, walking and reading files included; ${((1e6 * median) / count).toFixed(0)} µs a post)`,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const only = Number(process.argv.find((argument) => argument.startsWith('--size='))?.slice(7))
for (const size of only > 0 ? [only] : SIZES) measure(size)
