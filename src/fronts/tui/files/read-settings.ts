import { settingsText } from '../../settings/file.js'
import { defaultSettings, type Settings } from './settings.js'

/** @throws XunzhangError CONFIG_INVALID, with the file and line */
export async function readSettings(path: string): Promise<Settings> {
  const text = settingsText(path)
  if (text === undefined) return defaultSettings
  // Loaded here: most readers have no settings file, and it needs a YAML parser.
  const { parseSettings } = await import('./parse-settings.js')
  return parseSettings(text, path)
}
