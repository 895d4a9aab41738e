import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Shown } from '../address.js'
import type { Hit } from '../api.js'
import type { Composition } from '../composition.js'

export interface KeyTargets {
  readonly shown: Shown
  readonly hits: readonly Hit[]
  readonly selected: number
  readonly input: RefObject<HTMLInputElement | null>
  readonly composition: RefObject<Composition | undefined>
  /** Goes to the next or the previous match of the article that is open. */
  readonly step: RefObject<((by: 1 | -1) => void) | undefined>
  readonly select: (change: (at: number) => number) => void
  /** Opens an article; '' closes it. */
  readonly open: (id: string) => void
}

/** The keys of the page: / and Escape, arrows and Enter among the hits, n and p among the matches of an article. */
export function useKeys(targets: KeyTargets): void {
  const { shown, hits, selected, open } = targets
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isForInput = targets.composition.current?.owns(event) === true
      if (isForInput || event.ctrlKey || event.metaKey || event.altKey) return
      if (act(event, targets)) event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [shown.id, shown.view, hits, selected, open])
}

/** @returns whether the key had an effect */
function act(event: KeyboardEvent, targets: KeyTargets): boolean {
  const { shown, input, open } = targets
  const isTyping = event.target === input.current
  if (event.key === 'Escape') {
    if (shown.id !== '') open('')
    else if (isTyping) input.current!.blur()
    else return false
    return true
  }
  if (event.key === '/' && !isTyping) {
    input.current!.focus()
    return true
  }
  return shown.id === '' ? choose(event, isTyping, targets) : !isTyping && stepTo(event.key, targets)
}

function stepTo(key: string, { step }: KeyTargets): boolean {
  if (key !== 'n' && key !== 'p') return false
  step.current?.(key === 'n' ? 1 : -1)
  return true
}

function choose(event: KeyboardEvent, isTyping: boolean, { shown, hits, selected, select, open }: KeyTargets): boolean {
  const isFree = isTyping || event.target === document.body || (event.target as Element).closest('article') !== null
  if (shown.view !== 'hits' || !isFree) return false
  const chosen = hits[Math.max(0, selected)]
  if (event.key === 'ArrowDown') select((at) => Math.min(hits.length - 1, at + 1))
  else if (event.key === 'ArrowUp') select((at) => Math.max(-1, at - 1))
  else if (event.key === 'Enter' && chosen !== undefined) open(chosen.id)
  else return false
  return true
}
