/** The settings file of all front ends. Most people have none, and then no parser is loaded. */
import { readFileSync } from 'node:fs'
import { XunzhangError } from '../../base/errors.js'

/** The text of the file; undefined if there is no file. @throws XunzhangError CONFIG_INVALID */
export function settingsText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new XunzhangError('SETTINGS_FILE', { what: 'unreadable' }, { where: path, cause: error })
  }
}
