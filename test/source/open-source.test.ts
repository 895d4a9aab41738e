import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isSettled, readSource } from '../../src/source/open-source.js'
import { walk } from '../../src/source/walk/walk.js'

let base = ''
let root = ''
beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'xunzhang-open-')))
  root = join(base, 'root')
  mkdirSync(join(root, 'sub'), { recursive: true })
  mkdirSync(join(base, 'outside'))
  writeFileSync(join(root, 'sub', 'a.md'), '渡口')
  writeFileSync(join(base, 'outside', 'a.md'), '秘密')
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

const found = () => walk([root]).files[0]!

describe('a file that a walk found', () => {
  it('is read', () => {
    expect(readSource(found()).toString()).toBe('渡口')
  })

  it('is read where an editor has put a new one in its place', () => {
    const file = found()
    writeFileSync(join(root, 'sub', 'new'), '河水')
    renameSync(join(root, 'sub', 'new'), join(root, 'sub', 'a.md'))
    expect(readSource(file).toString()).toBe('河水')
  })

  it('is not followed out of the root through a link in the place of its folder', () => {
    const file = found()
    renameSync(join(root, 'sub'), join(base, 'moved'))
    symlinkSync(join(base, 'outside'), join(root, 'sub'))
    expect(readFileSync(file.absolute, 'utf8')).toBe('秘密')
    expect(() => readSource(file)).toThrow('ELOOP')
  })

  it('is not read through a link in its own place', () => {
    const file = found()
    unlinkSync(file.absolute)
    symlinkSync(join(base, 'outside', 'a.md'), file.absolute)
    expect(() => readSource(file)).toThrow('ELOOP')
  })

  it.skipIf(process.platform === 'win32')('is not waited for where a pipe is in its place', () => {
    const file = found()
    unlinkSync(file.absolute)
    execFileSync('mkfifo', [file.absolute])
    expect(() => readSource(file)).toThrow('EFTYPE')
  })

  it('may be a link that was given by name', () => {
    const link = join(base, 'link.md')
    symlinkSync(join(root, 'sub', 'a.md'), link)
    const [file] = walk([link]).files
    expect(file).toMatchObject({ path: 'link.md', absolute: join(root, 'sub', 'a.md') })
    expect(readSource(file!).toString()).toBe('渡口')
  })
})

describe('a file counts as settled', () => {
  const stats = (mtimeMs: number, ctimeMs: number) => ({ mtimeMs, ctimeMs }) as Parameters<typeof isSettled>[0]
  const now = 1_700_000_000_123.5

  it('once a later change must have a later time', () => {
    expect(isSettled(stats(now - 60, now - 60), now)).toBe(true)
    expect(isSettled(stats(now - 60, now - 10), now)).toBe(false)
    expect(isSettled(stats(now + 9999, now - 9999), now)).toBe(false)
  })

  it('two seconds later where the file system counts whole seconds', () => {
    const second = Math.floor(now / 1000) * 1000
    expect(isSettled(stats(second - 1000, second - 1000), now)).toBe(false)
    expect(isSettled(stats(second - 3000, second - 3000), now)).toBe(true)
  })
})
