/** The page: hits while one types, filters, articles. What it shows stands in the address. */
import { render } from 'preact'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { readAddress, wholeQuery, writeAddress } from './address.js'
import type { Shown, Sort, View } from './address.js'
import { createAddressBar } from './address-bar.js'
import type { AddressBar } from './address-bar.js'

import { ArticleView } from './article.js'
import { watchComposition } from './composition.js'
import type { Composition } from './composition.js'
import { Concordance } from './concordance.js'
import { FilterPanel } from './filters.js'
import { Hits } from './hits.js'
import { SortChoice } from './sort-choice.js'
import { useSearch } from './use-search.js'
import { pageMessages } from '../messages/page.js'
import type { PageMessages } from '../messages/page.js'

const sorts: readonly Sort[] = ['score', 'date', 'recent']
const views: readonly View[] = ['hits', 'kwic']

function Page({ addressBar }: { readonly addressBar: AddressBar }) {
  const [shown, setShown] = useState<Shown>(() => readAddress(location.search))
  const [language, setLanguage] = useState<'en' | 'zh'>(firstLanguage)
  const [selected, setSelected] = useState(-1)
  const say = pageMessages[language]
  const search = useSearch(shown)
  const input = useRef<HTMLInputElement>(null)
  const composition = useRef<Composition | undefined>(undefined)
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
      if (change.query !== undefined || change.filters !== undefined) setSelected(-1)
    },
    [addressBar],
  )

  useEffect(() => {
    const box = input.current!
    box.value = shown.query
    const typed = (): void => show({ query: box.value, id: '' })
    const watched = watchComposition(box, typed)
    composition.current = watched
    const onInput = (event: Event): void => {
      if (!watched.isActive() && !(event as InputEvent).isComposing) typed()
    }
    box.addEventListener('input', onInput)
    const onBack = (): void => {
      addressBar.forget()
      const before = readAddress(location.search)
      box.value = before.query
      setShown(before)
    }
    addEventListener('popstate', onBack)
    return () => {
      watched.stop()
      box.removeEventListener('input', onInput)
      removeEventListener('popstate', onBack)
    }
  }, [show, addressBar])

  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-Hans' : 'en'
    document.title = shown.query === '' ? say.name : `${shown.query} · ${say.name}`
  }, [language, shown.query, say])

  useEffect(() => {
    const hits = search.result?.hits ?? []
    const onKey = (event: KeyboardEvent): void => {
      if (composition.current?.owns(event) === true || event.ctrlKey || event.metaKey || event.altKey) return
      const isTyping = event.target === input.current
      const chooses = shown.id === '' && shown.view === 'hits'
      const isFree = isTyping || event.target === document.body || (event.target as Element).closest('article') !== null
      if (event.key === 'Escape' && shown.id !== '') show({ id: '' }, true)
      else if (event.key === 'Escape' && isTyping) input.current!.blur()
      else if (event.key === '/' && !isTyping) input.current!.focus()
      else if (shown.id !== '' && !isTyping && (event.key === 'n' || event.key === 'p'))
        step.current?.(event.key === 'n' ? 1 : -1)
      else if (chooses && isFree && event.key === 'ArrowDown') setSelected((at) => Math.min(hits.length - 1, at + 1))
      else if (chooses && isFree && event.key === 'ArrowUp') setSelected((at) => Math.max(-1, at - 1))
      else if (chooses && isFree && event.key === 'Enter' && hits[Math.max(0, selected)] !== undefined)
        show({ id: hits[Math.max(0, selected)]!.id }, true)
      else return
      event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [shown.id, shown.view, search.result, selected, show])

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
          <List {...{ shown, search, say, selected, show }} setText={(text) => (input.current!.value = text)} />
        ) : (
          <ArticleView
            id={shown.id}
            query={shown.query}
            say={say}
            close={() => show({ id: '' }, true)}
            open={(id) => show({ id }, true)}
            stepRef={step}
          />
        )}
      </main>
    </>
  )
}

interface ListProps {
  readonly shown: Shown
  readonly search: ReturnType<typeof useSearch>
  readonly say: PageMessages
  readonly selected: number
  readonly show: (change: Partial<Shown>, keeps?: boolean) => void
  readonly setText: (text: string) => void
}

function List({ shown, search, say, selected, show, setText }: ListProps) {
  const { result, problem, corrections, updated } = search
  const isEmpty = wholeQuery(shown).trim() === ''
  const correct = (query: string): void => {
    setText(query)
    show({ query }, true)
  }
  return (
    <div class="columns">
      <aside>
        <SortChoice
          label={say.sort}
          sorts={sorts}
          names={say.sorts}
          value={shown.sort}
          choose={(sort) => show({ sort })}
        />
        <details open={matchMedia('(min-width: 60rem)').matches}>
          <summary>{say.filters}</summary>
          <FilterPanel
            facets={result?.facets ?? {}}
            filters={shown.filters}
            say={say}
            change={(filters) => show({ filters }, true)}
          />
        </details>
      </aside>
      <section aria-label={say.hits}>
        <p role="status" class="facts">
          {updated !== undefined && `${say.reloaded(updated)} `}
          {result !== undefined &&
            (result.total === 0
              ? say.nothing
              : isEmpty
                ? say.newest(result.total)
                : say.found(result.total, result.tookMs.toFixed(1)))}
        </p>
        {problem !== '' && <p class="problem">{problem}</p>}
        {corrections.length > 0 && (
          <p>
            {say.didYouMean}{' '}
            {corrections.map((query) => (
              <button key={query} type="button" class="link" onClick={() => correct(query)}>
                {query}
              </button>
            ))}
          </p>
        )}
        {isEmpty ? <Card say={say} /> : <Views {...{ shown, say, show }} />}
        {shown.view === 'kwic' && !isEmpty && (
          <Concordance {...{ shown, say, updated }} open={(id) => show({ id }, true)} />
        )}
        {result !== undefined && (shown.view === 'hits' || isEmpty) && (
          <Hits {...{ result, shown, selected, say }} open={(id) => show({ id }, true)} more={search.more} />
        )}
      </section>
    </div>
  )
}

function Views({ shown, say, show }: Pick<ListProps, 'shown' | 'say' | 'show'>) {
  return (
    <div class="views" role="group">
      {views.map((view) => (
        <button key={view} type="button" aria-pressed={shown.view === view} onClick={() => show({ view }, true)}>
          {say.views[view]}
        </button>
      ))}
    </div>
  )
}

function Card({ say }: { readonly say: PageMessages }) {
  return (
    <div class="card">
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
    </div>
  )
}

function firstLanguage(): 'en' | 'zh' {
  const asked = new URLSearchParams(location.search).get('lang')
  if (asked === 'en' || asked === 'zh') return asked
  return navigator.language.startsWith('zh') ? 'zh' : 'en'
}

render(<Page addressBar={createAddressBar()} />, document.getElementById('page')!)
