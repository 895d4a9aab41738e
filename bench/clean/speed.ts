/**
 * How fast Hexo and Jekyll posts with HTML bodies become clean articles, on one core: `npm run bench:clean -- --speed`.
 * The posts among the marked pages, over and over, each time under another name; the first round warms up.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isProblem } from '../../src/source/article.js'
import { formatOf } from '../../src/source/formats/index.js'

const FOLDER = fileURLToPath(new URL('pages/', import.meta.url))
const POSTS = 28
const ROUNDS = 6
const FILES = 2000

const posts = readdirSync(FOLDER)
  .filter((name) => /\.(?:md|txt)$/.test(name) && Number(name.slice(0, 2)) >= 1 && Number(name.slice(0, 2)) <= POSTS)
  .map((name) => readFileSync(FOLDER + name))

function round(): { megabytes: number; cpuSeconds: number; seconds: number } {
  const cpu = process.cpuUsage()
  const start = performance.now()
  let bytes = 0
  for (let i = 0; i < FILES; i++) {
    const path = `${i}.md`
    const content = Buffer.from(posts[i % posts.length]!)
    bytes += content.length
    for (const item of formatOf(path)!.read({ path, bytes: content, startLine: 1, startByte: 0 }, { clean: false })) {
      if (isProblem(item)) throw new Error(item.message)
    }
  }
  const used = process.cpuUsage(cpu)
  return {
    megabytes: bytes / 1e6,
    cpuSeconds: (used.user + used.system) / 1e6,
    seconds: (performance.now() - start) / 1000,
  }
}

round()
const rounds = Array.from({ length: ROUNDS }, round).sort((a, b) => a.cpuSeconds - b.cpuSeconds)
const median = rounds[ROUNDS / 2]!
console.log(
  `${(median.megabytes / median.cpuSeconds).toFixed(1)} MB/s of CPU time, ${(median.megabytes / median.seconds).toFixed(1)} MB/s of time; ` +
    `${FILES} posts of ${((1000 * median.megabytes) / FILES).toFixed(1)} KB, median of ${ROUNDS} rounds`,
)
