/** Requests to the service. */

export type Ask = typeof ask

/** @returns the body of the answer. @throws Error with the sentence of the service; AbortError */
export async function ask<T>(
  path: string,
  parameters: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<T> {
  const query = new URLSearchParams(parameters).toString()
  const answer = await fetch(query === '' ? path : `${path}?${query}`, signal === undefined ? {} : { signal })
  const body = (await answer.json()) as T & { readonly error?: { readonly message: string; readonly remedy: string } }
  if (body.error !== undefined) throw new Error(`${body.error.message}. ${body.error.remedy}`)
  return body
}
