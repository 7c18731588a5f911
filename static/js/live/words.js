/** What scripts say, in the language of the page: its catalogue stands in the head of the page. */
const known = JSON.parse(globalThis.document?.querySelector('meta[name=words]')?.content ?? '{}')

/** A sentence in the reader's language, English where it is not translated, with its values. */
export const say = (english, values = {}) =>
  (known[english] ?? english).replace(/{(\w+)}/g, (_, name) => values[name])

/** A field of a text, such as en/title, for people. */
export function fieldName(field) {
  const [language, part] = field.split('/')
  const languages = new Intl.DisplayNames([document.documentElement.lang], { type: 'language' })
  return `${part === 'title' ? say('Title') : say('Text')} · ${languages.of(language)}`
}
