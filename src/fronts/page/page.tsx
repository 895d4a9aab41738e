/** The page: hits while one types, filters, articles. The address contains what is shown. */
import { render, type RefObject } from 'preact'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { readAddress, writeAddress, type Shown } from './address.js'
import { ArticleView } from './article.js'
import type { FileHit as Hit } from '../../base/answers.js'
import { List } from './list.js'
import { useSearch } from './hooks/use-search.js'
import { type Language, languageOf, pageMessages, type PageMessages } from '../messages/languages.js'
import { watchComposition, type Composition } from './composition.js'

/**
 * The address is changed only when typing pauses, because browsers request the icon again at each change, and Safari
 * refuses more than a hundred changes in half a minute.
 */
const pauseMs = 250

type AddressBar = ReturnType<typeof createAddressBar>

function createAddressBar() {
  let waiting: string | undefined
  let timer = 0
  /** Drops a change that has not been written, because the browser shows another entry. */
  const forget = (): void => {
    clearTimeout(timer)
    waiting = undefined
  }
  const write = (): void => {
    if (waiting !== undefined) history.replaceState(null, '', waiting)
    forget()
  }
  addEventListener('pagehide', write)
  return {
    /** Changes the address of the current entry in the history, after a pause. */
    replace: (address: string): void => {
      forget()
      waiting = address
      timer = window.setTimeout(write, pauseMs)
    },
    /** Adds an entry at once; going back returns to the one before. */
    push: (address: string): void => {
      write()
      history.pushState(null, '', address)
    },
    forget,
  }
}

function Page({ addressBar }: { readonly addressBar: AddressBar }) {
  const [shown, setShown] = useState<Shown>(() => readAddress(location.search))
  const [language, setLanguage] = useState<Language>(firstLanguage)
  const [selected, select] = useState(-1)
  const say = pageMessages[language]
  const next = languages[(languages.indexOf(language) + 1) % languages.length]!
  const search = useSearch(shown)
  const input = useRef<HTMLInputElement>(null)
  const step = useRef<((by: 1 | -1) => void) | undefined>(undefined)

  /** @param keeps whether going back returns to what is shown now */
  const show = useCallback(
    (change: Partial<Shown>, keeps = false) => {
      setShown((before) => {
        const next = { ...before, ...change }
        addressBar[keeps ? 'push' : 'replace'](writeAddress(next))
        return next
      })
      if (change.query !== undefined || change.filters !== undefined) select(-1)
    },
    [addressBar],
  )
  const open = useCallback((id: string) => show({ id }, true), [show])
  const typed = useCallback((query: string) => show({ query, id: '' }), [show])
  const returned = useCallback(
    (before: Shown) => {
      addressBar.forget()
      setShown(before)
    },
    [addressBar],
  )
  const composition = useBox(input, shown.query, typed, returned)
  useKeys({ shown, hits: search.result?.hits ?? none, selected, input, composition, step, select, open })

  // Set only when the language changes: at each key press it would restyle the whole page.
  useEffect(() => void (document.documentElement.lang = pageMessages[language].tag), [language])
  useEffect(() => {
    const pause = setTimeout(() => {
      document.title = shown.query === '' ? say.name : `${shown.query} · ${say.name}`
    }, titlePauseMs)
    return () => clearTimeout(pause)
  }, [shown.query, say])

  useEffect(() => document.querySelector('.hits .selected')?.scrollIntoView({ block: 'nearest' }), [selected])

  return (
    <>
      <Header {...{ input, say }} nextLanguage={pageMessages[next].language} switchLanguage={() => setLanguage(next)} />
      <main>
        {shown.id === '' ? (
          <List {...{ shown, search, say, selected, show }} setText={(text) => (input.current!.value = text)} />
        ) : (
          <ArticleView key={shown.id} {...{ say, open }} id={shown.id} query={shown.query} stepRef={step} />
        )}
      </main>
    </>
  )
}

interface HeaderProps {
  readonly input: RefObject<HTMLInputElement | null>
  readonly say: PageMessages
  /** The language that the button switches to, by its own name. */
  readonly nextLanguage: string
  readonly switchLanguage: () => void
}

function Header({ input, say, nextLanguage, switchLanguage }: HeaderProps) {
  return (
    <header>
      <h1 class="name">{say.name}</h1>
      <form role="search" onSubmit={(event) => event.preventDefault()}>
        <input
          ref={input}
          type="search"
          aria-label={say.searchLabel}
          placeholder={say.placeholder}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="search"
          autofocus
        />
      </form>
      <button type="button" onClick={switchLanguage}>
        {nextLanguage}
      </button>
    </header>
  )
}

const none: readonly [] = []
const languages = Object.keys(pageMessages) as Language[]
/** The title of the window is set when typing pauses: at each key press it would delay the hits. */
const titlePauseMs = 250

function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? ''
  return languages.find((name) => name === asked) ?? languageOf(navigator.language, pageMessages) ?? 'en'
}

render(<Page addressBar={createAddressBar()} />, document.getElementById('page')!)

/**
 * Connects the search box. What an input method composes is searched only when it is finished.
 * @param query first text of the box
 * @param returned called after going back or forward, with what the address says is shown
 */
function useBox(
  input: RefObject<HTMLInputElement | null>,
  query: string,
  typed: (query: string) => void,
  returned: (shown: Shown) => void,
) {
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
  }, [typed, returned])
  return composition
}

interface KeyTargets {
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
function useKeys(targets: KeyTargets): void {
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
