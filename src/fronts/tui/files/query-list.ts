/** A list of queries in a file, one per line, the newest last; other sessions may write to it at the same time. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

const mostQueries = 1000

/** @returns the queries, oldest first; none if there is no file */
export async function readQueries(path: string): Promise<string[]> {
  try {
    const text = await readFile(path, 'utf8')
    return text.split('\n').filter((line) => line.trim() !== '')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/**
 * Appends or removes a query; keeps what other sessions wrote meanwhile.
 * @returns the list as it is now
 */
export async function changeQueries(path: string, query: string, change: 'add' | 'remove'): Promise<string[]> {
  const others = (await readQueries(path)).filter((line) => line !== query)
  const next = (change === 'add' ? [...others, query] : others).slice(-mostQueries)
  await replaceFile(path, next.map((line) => `${line}\n`).join(''))
  return next
}

/** The only line of a file; '' if there is no file. */
export async function readLine(path: string): Promise<string> {
  return (await readQueries(path))[0] ?? ''
}

export async function writeLine(path: string, line: string): Promise<void> {
  await replaceFile(path, `${line}\n`)
}

async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}`
  await writeFile(draft, text, { mode: 0o600 })
  await rename(draft, path)
}
