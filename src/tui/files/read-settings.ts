/** Reads the settings file. Most readers have none, and then no parser is loaded. */
import { readFileSync } from 'node:fs'
import { XunzhangError } from '../../errors.js'
import { defaultSettings, type Settings } from './settings.js'

/** @throws XunzhangError CONFIG_INVALID, with the file and line */
export async function readSettings(path: string): Promise<Settings> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return defaultSettings
    throw new XunzhangError('SETTINGS_UNREADABLE', {}, { where: path, cause: error })
  }
  const { parseSettings } = await import('./parse-settings.js')
  return parseSettings(text, path)
}
