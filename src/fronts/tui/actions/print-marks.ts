/** How marked articles are printed when the reader leaves. */
import type { StoredArticle } from '../../../library/types.js'
import { safeJson } from '../../../base/safe-text.js'
import { citation } from './copy.js'

export type PrintForm = 'path' | 'line' | 'id' | 'json' | 'citation'

/** A marked article and the path of its file for the reader's shell. */
export interface Marked {
  readonly article: StoredArticle
  readonly file: string
}

/**
 * One line for each article, in the order of marking, without repetitions.
 * @param form default: paths, or `path:line` for several articles of one file
 */
export function printedMarks(marks: readonly Marked[], form: PrintForm | undefined): string[] {
  if (form !== undefined) return distinct(marks.map((mark) => printed(mark, form)))
  const counts = new Map<string, number>()
  for (const { file } of marks) counts.set(file, (counts.get(file) ?? 0) + 1)
  return marks.map((mark) => printed(mark, counts.get(mark.file) === 1 ? 'path' : 'line'))
}

function distinct(lines: readonly string[]): string[] {
  return [...new Set(lines)]
}

function printed({ article, file }: Marked, form: PrintForm): string {
  switch (form) {
    case 'path':
      return file
    case 'line':
      return `${file}:${article.line}`
    case 'id':
      return article.id
    case 'citation':
      return citation(article, file)
    case 'json':
      return safeJson(recordOf({ article, file }))
  }
}

/** The fields of an article in JSON. */
export function recordOf({ article, file }: Marked): Readonly<Record<string, unknown>> {
  const { id, line, title, date, author, tags, url } = article
  return { id, path: file, line, title, date, author, tags, url }
}
