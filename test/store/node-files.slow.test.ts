import { execFileSync } from 'node:child_process'
import * as nodeFs from 'node:fs'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { replaceFile, temporaryName } from '../../src/storage/store/atomic.js'
import { nodeFileSystem as fs } from '../../src/storage/store/file-system.js'
import { acquireLock, lockName, startOf } from '../../src/storage/store/lock.js'
import { PagedFileWriter } from '../../src/storage/store/paged/writer.js'

/** The calls that a test lets fail. */
vi.mock('node:fs', async (original) => {
  const real = await original<typeof nodeFs>()
  return { ...real, fsyncSync: vi.fn(real.fsyncSync), readFileSync: vi.fn(real.readFileSync) }
})

const fail = (code: string) => () => {
  throw Object.assign(new Error(code), { code })
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xunzhang-files-'))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

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
    const file = new PagedFileWriter(fs, join(folder, '3.seg'), 2)
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
    const error = {
      code: 'NOT_WRITABLE',
      where: join(folder, lockName),
      reason: 'NOT_WRITABLE',
      parameters: { what: 'lock' },
    }
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

describe('the file system of the machine', () => {
  it('lists what is there, in order, and nothing of a folder that is not', () => {
    for (const name of ['b', 'a']) writeFileSync(join(folder, name), name)
    expect(fs.list(folder)).toEqual(['a', 'b'])
    expect(fs.list(join(folder, 'nowhere'))).toEqual([])
  })

  it('reads fewer bytes only at the end of a file', () => {
    writeFileSync(join(folder, 'a'), '0123456789')
    const handle = fs.openRead(join(folder, 'a'))
    const into = new Uint8Array(8)
    expect([fs.read(handle, into, 1), fs.read(handle, into, 7), fs.read(handle, into, 99)]).toEqual([8, 3, 0])
    expect(Buffer.from(into).toString()).toBe('78945678')
    fs.close(handle)
  })

  it('makes a folder that may be there already, but not over a file', () => {
    fs.makeFolder(join(folder, 'new'))
    fs.makeFolder(join(folder, 'new'))
    writeFileSync(join(folder, 'file'), '')
    expect(() => fs.makeFolder(join(folder, 'file'))).toThrow('EEXIST')
    expect(() => fs.makeFolder(join(folder, 'no', 'parent'))).toThrow('ENOENT')
  })

  it.each(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'])('does without syncing folders where that answers %s', (code) => {
    vi.mocked(nodeFs.fsyncSync).mockImplementationOnce(fail(code))
    expect(() => fs.syncFolder(folder)).not.toThrow()
  })

  it('tells of a folder that could not be synced', () => {
    vi.mocked(nodeFs.fsyncSync).mockImplementationOnce(fail('EIO'))
    expect(() => fs.syncFolder(folder)).toThrow('EIO')
    expect(() => fs.syncFolder(join(folder, 'nowhere'))).toThrow('ENOENT')
  })

  it('opens no folder on Windows, where a rename is durable by itself', () => {
    vi.spyOn(process, 'platform', 'get').mockReturnValue('win32')
    expect(() => fs.syncFolder(join(folder, 'nowhere'))).not.toThrow()
  })
})

describe('the start of a process', () => {
  it('tells it from a later one with its number', () => {
    expect(startOf(process.pid)).toBe(startOf(process.pid))
    expect(startOf(process.pid)).not.toBe(startOf(process.ppid))
  })

  it('is not known where the system says less of processes', () => {
    vi.mocked(nodeFs.readFileSync).mockReturnValueOnce('1 (node) S 0')
    expect(startOf(process.pid)).toBe('')
  })
})
