import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { readAddress } from '../address.js'
import type { Shown } from '../address.js'
import type { AddressBar } from '../address-bar.js'
import { watchComposition } from '../composition.js'
import type { Composition } from '../composition.js'

interface Typing {
  readonly addressBar: AddressBar
  readonly typed: (query: string) => void
  /** Called after going back or forward, with what the address says is shown. */
  readonly returned: (shown: Shown) => void
}

/**
 * Connects the search box. What an input method composes is searched only when it is finished.
 * @param query first text of the box
 */
export function useBox(
  input: RefObject<HTMLInputElement | null>,
  query: string,
  { addressBar, typed, returned }: Typing,
): RefObject<Composition | undefined> {
  const composition = useRef<Composition | undefined>(undefined)
  useEffect(() => {
    const box = input.current!
    box.value = query
    const onTyped = (): void => typed(box.value)
    const watched = watchComposition(box, onTyped)
    composition.current = watched
    const onInput = (event: Event): void => {
      if (!watched.isActive() && !(event as InputEvent).isComposing) onTyped()
    }
    const onBack = (): void => {
      addressBar.forget()
      const before = readAddress(location.search)
      box.value = before.query
      returned(before)
    }
    box.addEventListener('input', onInput)
    addEventListener('popstate', onBack)
    return () => {
      watched.stop()
      box.removeEventListener('input', onInput)
      removeEventListener('popstate', onBack)
    }
  }, [addressBar, typed, returned])
  return composition
}
