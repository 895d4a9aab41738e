/** Kinds of files that are not read directly, and the commands that convert them. */
import { basename } from 'node:path'
import { extensionOf } from './kinds.js'

/** Programs that write the text of a file to their standard output, by the file's extension. */
const CONVERTERS: Readonly<Record<string, (file: string) => string>> = {
  '.pdf': (file) => `pdftotext ${file} -`,
  '.docx': (file) => `pandoc -t plain ${file}`,
  '.odt': (file) => `pandoc -t plain ${file}`,
  '.rtf': (file) => `pandoc -t plain ${file}`,
  '.doc': (file) => `antiword ${file}`,
  '.djvu': (file) => `djvutxt ${file}`,
}

/** First bytes of files that are not text. */
const SIGNATURES = [
  '%PDF-',
  'PK\u0003\u0004',
  '\u00d0\u00cf\u0011\u00e0',
  '\u0089PNG',
  '\u00ff\u00d8\u00ff',
  'GIF8',
  '7z\u00bc\u00af',
  'Rar!',
  '{\\rtf',
  'AT&TFORM',
  '\u007fELF',
]

/** A command that indexes a file of a kind that is not read; undefined if its first bytes may be text. */
export function converterOf(path: string, bytes: Uint8Array): string | undefined {
  const convert = CONVERTERS[extensionOf(path)]
  const start = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  if (!SIGNATURES.some((signature) => start.startsWith(signature))) return undefined
  const file = quoted(basename(path))
  return `${convert?.(file) ?? `CONVERTER ${file}`} | xunzhang index - --id ${file}`
}

const quoted = (name: string): string =>
  /^[\p{L}\p{N}._-]+$/u.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`
