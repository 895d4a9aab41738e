/** What the collection is: how many articles, of which years and sources, a few words to try, the newest articles. */
import { type Show, type Shown } from './address.js'
import { type SearchResult } from './api.js'
import { useAnswer } from './hooks/use-hits.js'
import { type PageMessages } from '../messages/languages.js'
import { Years } from './years.js'

interface HomeProps {
  readonly result: SearchResult
  readonly shown: Shown
  readonly say: PageMessages
  readonly state: string
  readonly show: Show
  readonly search: (query: string) => void
}

const mostValues = 10

export function Home({ result, shown, say, state, show, search }: HomeProps) {
  const { facets = {}, total } = result
  const { answer } = useAnswer<{ readonly words: readonly string[] }>('/api/words', {}, state)
  const years = (facets['year'] ?? []).map(({ value }) => value).sort()
  const counted = (['site', 'author', 'tag'] as const).filter((name) => (facets[name]?.length ?? 0) > 1)
  const facts = [
    ...(years.length > 0 ? [say.span(years[0]!, years.at(-1)!)] : []),
    ...counted.map((name) => `${facets[name]!.length.toLocaleString('en')} ${say.counts[name]}`),
  ]
  return (
    <div class="home">
      <h2>{say.collection(total)}</h2>
      {facts.length > 0 && <p class="lead">{facts.join(' · ')}</p>}
      <Years
        years={facets['year'] ?? []}
        chosen={shown.filters.year}
        say={say}
        choose={(year) => show({ filters: { ...shown.filters, year } }, true)}
      />
      {answer?.words.length !== 0 && (
        <div class="words">
          <h3>{say.tryThese}</h3>
          {answer?.words.map((word) => (
            <button key={word} type="button" class="chip" lang="zh" onClick={() => search(word)}>
              <bdi>{word}</bdi>
            </button>
          ))}
        </div>
      )}
      {counted.map((name) => (
        <div key={name} class="words">
          <h3>{say.facets[name]}</h3>
          {facets[name]!.slice(0, mostValues).map(({ value, count }) => (
            <button
              key={value}
              type="button"
              class="chip"
              lang="zh"
              onClick={() => show({ filters: { ...shown.filters, [name]: [value] } }, true)}
            >
              <bdi>{value}</bdi> <span class="count">{count}</span>
            </button>
          ))}
        </div>
      ))}
      <h3 class="newest">{say.newestTitle}</h3>
    </div>
  )
}
