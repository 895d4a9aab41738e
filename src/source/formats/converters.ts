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
const SIGNATURE =
  /^(?:%PDF-|PK\x03\x04|\xd0\xcf\x11\xe0|\x89PNG|\xff\xd8\xff|GIF8|7z\xbc\xaf|Rar!|\{\\rtf|AT&TFORM|\x7fELF)/

/** A command that indexes a file of a kind that is not read; undefined if its first bytes may be text. */
export function converterOf(path: string, bytes: Uint8Array): string | undefined {
  const convert = CONVERTERS[extensionOf(path)]
  const start = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  if (!SIGNATURE.test(start)) return undefined
  const file = quoted(basename(path))
  return `${convert?.(file) ?? `CONVERTER ${file}`} | xunzhang index - --id ${file}`
}

const quoted = (name: string): string =>
  /^[\p{L}\p{N}._-]+$/u.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`
