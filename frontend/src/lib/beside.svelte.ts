import { backend } from './backend'
import { address } from './place.svelte'
import { Shown } from './shown.svelte'
import { TextLines } from './text-lines.svelte'
import type { List } from './types'

/** Beside is the record in the second pane. It stands in the address, goes along from screen to screen, and is kept. */
class Beside {
  request = new Shown((id) => backend.Request(id))
  postback = new Shown((id) => backend.Postback(id))
  text = new TextLines()

  /** record is which one it is; undefined when the pane is closed. */
  get record(): { list: List; id: string } | undefined {
    const [, list, id] = /^(requests|postbacks):(.+)$/.exec(address.place.query.beside ?? '') ?? []
    return id !== undefined && (list === 'requests' || list === 'postbacks') ? { list, id } : undefined
  }

  holds(list: List, id: string): boolean {
    return address.place.query.beside === `${list}:${id}`
  }

  /** open shows a record beside what is shown, in place of the one before. */
  open(list: List, id: string): void {
    address.step({ beside: `${list}:${id}` })
  }

  /** peek opens it, or closes the pane when it is the one that is open. */
  peek(list: List, id: string): void {
    if (this.holds(list, id)) this.close()
    else this.open(list, id)
  }

  close(): void {
    address.step({ beside: '' })
  }

  /** read fetches what is shown. */
  read(): void {
    const one = this.record
    void this.request.show(one?.list === 'requests' ? one.id : '')
    void this.postback.show(one?.list === 'postbacks' ? one.id : '')
  }
}

export const beside = new Beside()
