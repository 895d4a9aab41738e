/** Answers of the service. The answer to an earlier question never replaces that to a later one. */
import { useLayoutEffect, useState } from 'preact/hooks'
import type { Ask } from '../ask.js'

export interface Answered<T> {
  /** The last answer, also while the next is awaited, and if the next failed. */
  readonly answer: T | undefined
  /** Why the last question has no answer; '' if it has one. */
  readonly problem: string
}

/** @param updated when it changes, the question is sent again */
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
 * @param request sends the question and shows one answer or several; it is aborted by the next question
 * @param question when one of these values changes, `request` is called again
 */
export function useAnswers<T>(
  request: (show: (answer: T) => void, signal: AbortSignal) => Promise<void>,
  question: readonly unknown[],
): Answered<T> {
  const [answer, setAnswer] = useState<T>()
  const [problem, setProblem] = useState('')
  // Sent before the browser paints; other effects run a frame later.
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
