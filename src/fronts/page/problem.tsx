import { type Refusal } from './api.js'
import { type PageMessages } from '../messages/languages.js'

/** What is wrong and what to do, in the language of the page where it knows the error, else as the server says it. */
export function ProblemText({ problem, say }: { readonly problem: Refusal | undefined; readonly say: PageMessages }) {
  return problem === undefined ? null : (
    <p class="problem" role="alert">
      {say.problems[problem.code] ?? problem.message}
    </p>
  )
}
