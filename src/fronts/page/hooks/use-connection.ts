/** Whether the server answers, and which commit it has. While it is gone, the page asks for it every second. */
import { useEffect, useState } from 'preact/hooks'
import { goneEvent } from '../api.js'

export interface Connection {
  readonly isGone: boolean
  /** Changes when the collection does, and when the server is back: questions are asked again. */
  readonly state: string
  /** Number of articles after an update of the collection. */
  readonly updated: number | undefined
  /** Asks for the server at once. */
  readonly retry: () => void
}

const everyMs = 1000
/** A server that takes longer to say that it is there is not there. */
const mostMs = 1500

const isThere = (): Promise<boolean> =>
  fetch('/healthz', { signal: AbortSignal.timeout(mostMs) }).then(
    ({ ok }) => ok,
    () => false,
  )

export function useConnection(): Connection {
  const [isGone, setGone] = useState(false)
  const [returns, setReturns] = useState(0)
  const [updated, setUpdated] = useState<number>()
  const [commit, setCommit] = useState('')
  const look = async (): Promise<void> => {
    const isBack = await isThere()
    setGone(!isBack)
    if (isBack) setReturns((before) => before + 1)
  }
  useEffect(() => {
    const events = new EventSource('/api/events')
    events.addEventListener('commit', (event) => {
      const told = JSON.parse((event as MessageEvent<string>).data) as { commit: string; articles: number }
      setUpdated(told.articles)
      setCommit(told.commit)
    })
    // A stream also ends because too many listen; only a server that does not answer is gone.
    const check = (): void => void isThere().then((there) => !there && setGone(true))
    events.addEventListener('error', check)
    addEventListener(goneEvent, check)
    // A browser may keep the page that is left, and opens few connections: six such pages would use them all.
    const leave = (): void => events.close()
    addEventListener('pagehide', leave)
    return () => {
      leave()
      removeEventListener('pagehide', leave)
      removeEventListener(goneEvent, check)
    }
  }, [returns])
  useEffect(() => {
    const come = ({ persisted }: PageTransitionEvent): void => void (persisted && look())
    addEventListener('pageshow', come)
    return () => removeEventListener('pageshow', come)
  }, [])
  useEffect(() => {
    if (!isGone) return
    const timer = setInterval(() => void look(), everyMs)
    return () => clearInterval(timer)
  }, [isGone])
  return { isGone, updated, state: `${commit}/${returns}`, retry: () => void look() }
}
