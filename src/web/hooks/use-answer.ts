/** What the service answers: an answer to an earlier question never takes the place of a later one's. */
import { useLayoutEffect, useState } from 'preact/hooks'
import type { Ask } from '../connection.js'

export interface Answered<T> {
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
  return useAnswers<T>(
    async (show, signal) => show(await ask<T>(path, parameters, signal)),
    [ask, path, ...Object.values(parameters), updated],
  )
}

/**
 * @param request asks, and shows one answer or several; whoever asks the next question aborts it
 * @param question asks again when one of these changes
 */
export function useAnswers<T>(
  request: (show: (answer: T) => void, signal: AbortSignal) => Promise<void>,
  question: readonly unknown[],
): Answered<T> {
  const [answer, setAnswer] = useState<T>()
  const [problem, setProblem] = useState('')
  // Asked before the browser paints: effects come a frame later.
  useLayoutEffect(() => {
    const current = new AbortController()
    const show = (found: T): void => {
      if (current.signal.aborted) return
      setAnswer(found)
      setProblem('')
    }
    request(show, current.signal).catch((error: Error) => error.name !== 'AbortError' && setProblem(error.message))
    return () => current.abort()
  }, question)
  return { answer, problem }
}
