/** The page: home, hits while one types, filters, articles. The address contains what is shown. */
import { render, type ComponentChildren, type RefObject } from 'preact'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { createAddressBar, noFilters, readAddress, writeAddress, type AddressBar, type Shown } from './address.js'
import { ArticleView } from './article.js'
import type { FileHit as Hit } from '../../base/answers.js'
import { Completions } from './completions.js'
import { useConnection } from './hooks/use-connection.js'
import { follow } from './hits.js'
import { List } from './list.js'
import { useSearch } from './hooks/use-search.js'
import { type Language, languageOf, pageMessages, type PageMessages } from '../messages/languages.js'
import { watchComposition, type Composition } from './composition.js'

function Page({ addressBar }: { readonly addressBar: AddressBar }) {
  const [shown, setShown] = useState<Shown>(() => readAddress(location.search))
  const [language, setLanguage] = useState<Language>(firstLanguage)
  const [selected, select] = useState(-1)
  const say = pageMessages[language]
  const next = languages[(languages.indexOf(language) + 1) % languages.length]!
  const connection = useConnection()
  const search = useSearch(shown, connection.state)
  const input = useRef<HTMLInputElement>(null)
  const step = useRef<((by: 1 | -1) => void) | undefined>(undefined)
  const [completed, complete] = useState('')
  const [helps, setHelps] = useState(false)

  const show = useCallback(
    (change: Partial<Shown>, keeps = false) => {
      setShown((before) => {
        const next = { ...before, ...change }
        addressBar[keeps ? 'push' : 'replace'](writeAddress(next))
        return next
      })
      if (keeps) complete('')
      if (change.query !== undefined || change.filters !== undefined) select(-1)
    },
    [addressBar],
  )
  const open = useCallback((id: string) => show({ id }, true), [show])
  const typed = useCallback(
    (query: string) => {
      show({ query, id: '' })
      complete(query)
    },
    [show],
  )
  const returned = useCallback(
    (before: Shown) => {
      addressBar.forget()
      setShown(before)
      complete('')
    },
    [addressBar],
  )
  const composition = useBox(input, shown.query, typed, returned)
  useKeys({ shown, hits: search.result?.hits ?? none, selected, input, composition, step, select, open })

  // Set only when the language changes: at each key press it would restyle the whole page.
  useLayoutEffect(() => void (document.documentElement.lang = pageMessages[language].tag), [language])
  useEffect(() => {
    const pause = setTimeout(() => {
      document.title = shown.query === '' ? say.name : `${shown.query} · ${say.name}`
    }, titlePauseMs)
    return () => clearTimeout(pause)
  }, [shown.query, say])

  useEffect(() => document.querySelector('.hits .selected')?.scrollIntoView({ block: 'nearest' }), [selected])

  const setText = (text: string): void => void (input.current!.value = text)
  const goHome = (event: MouseEvent): void =>
    follow(event, () => {
      setText('')
      show({ query: '', filters: noFilters, id: '', view: 'hits' }, true)
    })
  return (
    <>
      <header>
        <h1 class="name">
          <a href="/" onClick={goHome}>
            {say.name}
          </a>
        </h1>
        <SearchBox {...{ input, say }}>
          <Completions typed={completed} filters={shown.filters} {...{ say, show, setText }} />
        </SearchBox>
        <button
          type="button"
          class="round"
          aria-expanded={helps}
          aria-label={say.syntaxTitle}
          title={say.syntaxTitle}
          onClick={() => setHelps(!helps)}
        >
          ?
        </button>
        <button type="button" onClick={() => setLanguage(next)} lang={pageMessages[next].tag}>
          {pageMessages[next].language}
        </button>
      </header>
      {helps && <Help say={say} />}
      {search.syntax !== '' && (
        <p class="syntax" role="status">
          {search.syntax}
        </p>
      )}
      {connection.isGone && (
        <p class="gone" role="alert">
          {say.gone}{' '}
          <button type="button" onClick={connection.retry}>
            {say.retry}
          </button>
        </p>
      )}
      <main>
        {shown.id === '' ? (
          <List {...{ shown, search, connection, say, selected, show, setText }} />
        ) : (
          <ArticleView
            key={shown.id}
            {...{ say, open }}
            id={shown.id}
            query={shown.query}
            stepRef={step}
            state={connection.state}
            isGone={connection.isGone}
          />
        )}
      </main>
    </>
  )
}

interface SearchBoxProps {
  readonly input: RefObject<HTMLInputElement | null>
  readonly say: PageMessages
  /** What is said about the query, below the box. */
  readonly children: ComponentChildren
}

function SearchBox({ input, say, children }: SearchBoxProps) {
  return (
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
      <div class="below">{children}</div>
    </form>
  )
}

/** The query language and the keys, opened on demand. */
function Help({ say }: { readonly say: PageMessages }) {
  return (
    <section class="help" aria-label={say.syntaxTitle}>
      {(['syntax', 'keys'] as const).map((part) => (
        <div key={part}>
          <h2>{say[`${part}Title`]}</h2>
          <dl>
            {say[part].map(([what, meaning]) => (
              <div key={what}>
                <dt>
                  <code>{what}</code>
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </section>
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
  // Before the first paint, so that nothing is typed that is not heard.
  useLayoutEffect(() => {
    const box = input.current!
    box.value = query
    const watched = watchComposition(box, () => typed(box.value))
    composition.current = watched
    const onBack = (): void => {
      const before = readAddress(location.search)
      box.value = before.query
      returned(before)
    }
    addEventListener('popstate', onBack)
    return () => {
      watched.stop()
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
