/** What the service answers: an answer to an earlier question never takes the place of a later one's. */
import { useLayoutEffect, useState } from 'preact/hooks'
import type { Ask } from '../connection.js'

interface Answered<T> {
  /** The last answer, also while the next is awaited and where it failed. */
  readonly answer: T | undefined
  /** Why the last question has no answer; '' where it has. */
  readonly problem: string
}

/** @param updated asks again when it changes */
export function useAnswer<T>(
  ask: Ask,
  path: string,
  parameters: Readonly<Record<string, string>>,
  updated: unknown,
): Answered<T> {
  const [answer, setAnswer] = useState<T>()
  const [problem, setProblem] = useState('')
  // Asked before the browser paints: effects come a frame later.
  useLayoutEffect(() => {
    const current = new AbortController()
    ask<T>(path, parameters, current.signal)
      .then((found) => {
        setAnswer(found)
        setProblem('')
      })
      .catch((error: Error) => error.name !== 'AbortError' && setProblem(error.message))
    return () => current.abort()
  }, [ask, path, ...Object.values(parameters), updated])
  return { answer, problem }
}
