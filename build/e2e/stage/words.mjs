// The words of the screens, from the catalogues that the screens are built with.
import { readFileSync } from 'node:fs'

export const languages = ['en', 'sv']

const catalogue = (language) =>
  JSON.parse(readFileSync(new URL(`../../../frontend/messages/${language}.json`, import.meta.url), 'utf8'))

/** wordsOf gives say(key, values): a text of that language; like(key): what it looks like with any values. */
export function wordsOf(language) {
  const texts = catalogue(language)
  const text = (key) => {
    if (!(key in texts)) throw new Error(`the screens say no ${key}`)
    return texts[key]
  }
  const say = (key, values = {}) => text(key).replace(/\{(\w+)\}/g, (_, name) => String(values[name]))
  const like = (key) =>
    new RegExp(
      text(key)
        .split(/\{\w+\}/)
        .map(escape)
        .join('.+'),
    )
  return { language, say, like }
}

const escape = (part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
