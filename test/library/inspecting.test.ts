import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { inspectFile } from '../../src/library/inspecting.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xunzhang-inspect-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

it('a pipe and a device, which may never end, are refused at once', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe.md')])
  for (const path of [join(folder, 'pipe.md'), '/dev/zero'])
    await expect(inspectFile(path)).rejects.toMatchObject({ code: 'INPUT_MISSING' })
})

const slogan = '河畔小报，每天傍晚送到你的渡口'
const page = (number: number): string =>
  `第${number}座桥\n\n第${number}座桥在上游的弯道边，工匠们用了第${number}个冬天才把石料运到岸上，又等了一个夏天。\n\n${slogan}\n`
const removedFrom = async (name: string): Promise<readonly string[]> => {
  const { removed } = await inspectFile(join(folder, name))
  return removed.filter(({ reason }) => reason === 'repeated line').map(({ text }) => text)
}

it('the lines that a page shares with its folder are left out, as in an index', async () => {
  for (const number of [0, 1, 2]) writeFileSync(join(folder, `${number}.txt`), page(number))
  mkdirSync(join(folder, 'sub'))
  for (const number of [3, 4]) writeFileSync(join(folder, 'sub', `${number}.txt`), page(number))
  expect(await removedFrom('0.txt')).toEqual([])
  writeFileSync(join(folder, '3.txt'), page(3))
  writeFileSync(join(folder, 'note.md'), page(9))
  expect(await removedFrom('0.txt')).toEqual([slogan])
  expect(await removedFrom('sub/3.txt')).toEqual([])
  expect(await removedFrom('note.md')).toEqual([])
})
