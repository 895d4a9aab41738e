/** What the system's refusals are told as. */
import { describe, expect, it } from 'vitest'
import { explainWriteError } from '../../src/storage/commit/write-errors.js'
import { systemError } from '../store/memory-disk.js'

describe('what the system refuses', () => {
  it.each([
    ['ENOSPC', 'DISK_FULL', 'space'],
    ['EDQUOT', 'DISK_FULL', 'space'],
    ['EFBIG', 'DISK_FULL', 'size'],
    ['EACCES', 'NOT_WRITABLE', 'forbidden'],
    ['EPERM', 'NOT_WRITABLE', 'forbidden'],
    ['EROFS', 'NOT_WRITABLE', 'forbidden'],
    ['ENOTDIR', 'NOT_WRITABLE', 'folder'],
    ['EEXIST', 'NOT_WRITABLE', 'folder'],
    ['EISDIR', 'NOT_WRITABLE', 'name'],
    ['EMFILE', 'NOT_WRITABLE', 'handles'],
    ['ENFILE', 'NOT_WRITABLE', 'handles'],
    ['EIO', 'NOT_WRITABLE', 'disk'],
  ])('as %s has the reason %s, %s', (code, reason, what) => {
    const cause = systemError(code)
    expect(explainWriteError(cause, 'some/index')).toMatchObject({
      reason,
      parameters: { what },
      where: 'some/index',
      cause,
    })
  })

  it('for a reason of its own is named', () => {
    expect(explainWriteError(systemError('ESTALE'), 'index')).toMatchObject({ parameters: { system: 'ESTALE' } })
  })

  it.each([undefined, 7, 'ERR_OUT_OF_RANGE', 'xEIO', 'E', ''])('is nothing with the code %j', (code) => {
    const error = Object.assign(new Error('x'), { code })
    expect(explainWriteError(error, 'index')).toBe(error)
    expect(explainWriteError({ code: 'EIO' }, 'index')).toEqual({ code: 'EIO' })
  })
})
