/** What the system's refusals are told as. */
import { describe, expect, it } from 'vitest'
import { explainWriteError } from '../../src/storage/commit/write-errors.js'
import { systemError } from '../store/memory-disk.js'

describe('what the system refuses', () => {
  it.each([
    ['ENOSPC', 'DISK_FULL'],
    ['EDQUOT', 'DISK_FULL'],
    ['EFBIG', 'FILE_SIZE_LIMIT'],
    ['EACCES', 'WRITE_FORBIDDEN'],
    ['EPERM', 'WRITE_FORBIDDEN'],
    ['EROFS', 'WRITE_FORBIDDEN'],
    ['ENOTDIR', 'NOT_A_FOLDER'],
    ['EEXIST', 'NOT_A_FOLDER'],
    ['EISDIR', 'FOLDER_IN_THE_WAY'],
    ['EMFILE', 'TOO_MANY_OPEN_FILES'],
    ['ENFILE', 'TOO_MANY_OPEN_FILES'],
    ['EIO', 'DISK_REFUSES'],
  ])('as %s has the reason %s', (code, reason) => {
    const cause = systemError(code)
    expect(explainWriteError(cause, 'some/index')).toMatchObject({ reason, where: 'some/index', cause })
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
