import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { replaceFile, temporaryName } from '../../src/store/atomic.js'
import { nodeFileSystem as fs } from '../../src/store/file-system.js'
import { acquireLock } from '../../src/store/lock.js'
import { lockName } from '../../src/store/lock-aside.js'
import { createPagedFile } from '../../src/store/paged-file.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xunzhang-files-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Writes a file that belongs to somebody else, and a link to it. */
function linkToStranger(name: string): string {
  const stranger = join(folder, 'stranger.txt')
  writeFileSync(stranger, 'not yours')
  symlinkSync(stranger, join(folder, name))
  return stranger
}

describe('files of an index', () => {
  it('are never written through a link that has their temporary name', () => {
    const stranger = linkToStranger(temporaryName('manifest.json'))
    replaceFile(fs, join(folder, 'manifest.json'), bytes('new'))
    expect(readFileSync(stranger, 'utf8')).toBe('not yours')
    expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toBe('new')
    expect(readdirSync(folder).sort()).toEqual(['manifest.json', 'stranger.txt'])
  })

  it('replace what a crash left under their names, and a link as well', () => {
    const stranger = linkToStranger('3.seg')
    writeFileSync(join(folder, temporaryName('manifest.json')), 'half of it, and longer than the new one')
    replaceFile(fs, join(folder, 'manifest.json'), bytes('new'))
    expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toBe('new')
    const file = createPagedFile(fs, join(folder, '3.seg'), 2)
    file.write(bytes('content'))
    file.finish()
    expect(readFileSync(stranger, 'utf8')).toBe('not yours')
  })

  it.skipIf(process.platform === 'win32')('are refused at once where a pipe has their name', () => {
    const pipe = join(folder, 'manifest.json')
    execFileSync('mkfifo', [pipe])
    expect(() => fs.readFile(pipe)).toThrow('EFTYPE')
    expect(() => fs.openRead(pipe)).toThrow('EFTYPE')
    expect(() => fs.openRead(folder)).toThrow('EISDIR')
  })
})

describe('the lock', () => {
  it('says so where a folder has its name, and leaves the folder alone', () => {
    mkdirSync(join(folder, lockName))
    const error = { code: 'NOT_WRITABLE', where: join(folder, lockName), reason: 'LOCK_NOT_A_FILE' }
    expect(() => acquireLock(fs, folder)).toThrow(expect.objectContaining(error))
    expect(readdirSync(folder)).toEqual([lockName])
  })

  it('is taken where a broken link has its name', () => {
    symlinkSync(join(folder, 'nothing'), join(folder, lockName))
    const lock = acquireLock(fs, folder)
    expect(readdirSync(folder)).toEqual([lockName])
    lock.release()
    expect(readdirSync(folder)).toEqual([])
  })
})
