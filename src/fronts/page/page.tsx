/** The page: hits while one types, filters, articles. The address contains what is shown. */
import { render } from 'preact'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { readAddress, writeAddress } from './address.js'
import type { Shown } from './address.js'
import { createAddressBar } from './address-bar.js'
import type { AddressBar } from './address-bar.js'
import { ArticleView } from './article.js'
import { ask } from './ask.js'
import type { Ask } from './ask.js'
import { List } from './list.js'
import { useBox } from './hooks/use-box.js'
import { useKeys } from './hooks/use-keys.js'
import { useSearch } from './hooks/use-search.js'
import { pageMessages } from '../messages/page.js'

interface PageProps {
  readonly ask: Ask
  readonly addressBar: AddressBar
}

function Page({ ask, addressBar }: PageProps) {
  const [shown, setShown] = useState<Shown>(() => readAddress(location.search))
  const [language, setLanguage] = useState<'en' | 'zh'>(firstLanguage)
  const [selected, select] = useState(-1)
  const say = pageMessages[language]
  const search = useSearch(shown, ask)
  const input = useRef<HTMLInputElement>(null)
  const step = useRef<((by: 1 | -1) => void) | undefined>(undefined)

  /** @param keeps whether going back returns to what is shown now */
  const show = useCallback(
    (change: Partial<Shown>, keeps = false) => {
      setShown((before) => {
        const next = { ...before, ...change }
        if (keeps) addressBar.push(writeAddress(next))
        else addressBar.replace(writeAddress(next))
        return next
      })
      if (change.query !== undefined || change.filters !== undefined) select(-1)
    },
    [addressBar],
  )
  const open = useCallback((id: string) => show({ id }, true), [show])
  const typed = useCallback((query: string) => show({ query, id: '' }), [show])
  const composition = useBox(input, shown.query, { addressBar, typed, returned: setShown })
  useKeys({ shown, hits: search.result?.hits ?? none, selected, input, composition, step, select, open })

  // Set only when the language changes: at each key press it would restyle the whole page.
  useEffect(() => void (document.documentElement.lang = language === 'zh' ? 'zh-Hans' : 'en'), [language])
  useEffect(() => {
    const pause = setTimeout(() => {
      document.title = shown.query === '' ? say.name : `${shown.query} · ${say.name}`
    }, titlePauseMs)
    return () => clearTimeout(pause)
  }, [shown.query, say])

  useEffect(() => document.querySelector('.hits .selected')?.scrollIntoView({ block: 'nearest' }), [selected])

  return (
    <>
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
        <button type="button" onClick={() => setLanguage(language === 'en' ? 'zh' : 'en')}>
          {say.language}
        </button>
      </header>
      <main>
        {shown.id === '' ? (
          <List {...{ ask, shown, search, say, selected, show }} setText={(text) => (input.current!.value = text)} />
        ) : (
          <ArticleView
            {...{ ask, say, open }}
            id={shown.id}
            query={shown.query}
            close={() => open('')}
            stepRef={step}
          />
        )}
      </main>
    </>
  )
}

const none: readonly [] = []
/** The title of the window is set when typing pauses: at each key press it would delay the hits. */
const titlePauseMs = 250

function firstLanguage(): 'en' | 'zh' {
  const asked = new URLSearchParams(location.search).get('lang')
  if (asked === 'en' || asked === 'zh') return asked
  return navigator.language.startsWith('zh') ? 'zh' : 'en'
}

render(<Page ask={ask} addressBar={createAddressBar()} />, document.getElementById('page')!)
