/** Measures one use of the library in a process of its own: `cost.mjs TASK INDEX CORPUS` prints figures as JSON. */
import { readFileSync, writeFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { gunzipSync } from 'node:zlib'
import { createIndex, openIndex, syncFolder } from 'xunzhang'

const [task, dir, corpus] = process.argv.slice(2)
const cpu = () => (({ user, system }) => (user + system) / 1e3)(process.cpuUsage())
const memory = () => process.memoryUsage.rss() / 1e6
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1]
const read = () => gunzipSync(readFileSync(corpus)).toString().trim().split('\n')
const openings = 1500
const rounds = 150

/** @returns milliseconds of CPU */
async function timed(work) {
  const before = cpu()
  await work()
  return cpu() - before
}

/** The peak memory of the first rounds, and of all, in MB. */
async function watched(count, early, round) {
  let [first, most] = [0, 0]
  for (let at = 1; at <= count; at++) {
    await round(at)
    most = Math.max(most, memory())
    if (at === early) first = most
  }
  return { first, most }
}

const tasks = {
  objects: async () => {
    const articles = read().map((line) =>
      (({ _id: id, title, text, date }) => ({ id, title, text, date }))(JSON.parse(line)),
    )
    const index = await createIndex(dir)
    const ms = await timed(async () => {
      await index.add(articles)
      await index.commit()
    })
    await index.close()
    return { ms }
  },
  lines: async () => {
    const file = `${dir}.jsonl`
    writeFileSync(file, read().join('\n'))
    const index = await createIndex(dir)
    const ms = await timed(() => syncFolder(index, [file]))
    await index.close()
    return { ms }
  },
  one: async () => {
    const index = await openIndex(dir)
    const all = []
    for (let at = 0; at < 21; at++)
      all.push(
        await timed(async () => {
          await index.add([{ id: `given${at}`, text: `第 ${at} 次，桥面要抬高半米。` }])
          await index.commit()
        }),
      )
    await index.close()
    return { first: all[0], later: median(all.slice(1)) }
  },
  openings: () =>
    watched(openings, 100, async () => {
      const index = await openIndex(dir)
      await index.search('银行 "渡口"')
      await index.refresh()
      await index.close()
    }),
  serving: async () => {
    const index = await openIndex(dir)
    const queries = ['银行', '"渡口"', '学校 茶叶', '核桃']
    return watched(rounds, rounds / 2, async (at) => {
      for (let i = 0; i < 20; i++) await index.search(queries[i % queries.length])
      await index.add([{ id: `given${at % 5}`, text: `第 ${at} 次，桥面要抬高半米。` }])
      await index.commit()
      await index.refresh()
    })
  },
}

const began = performance.now()
const figures = await tasks[task]()
console.log(JSON.stringify({ ...figures, seconds: (performance.now() - began) / 1e3 }))
process.exit()
