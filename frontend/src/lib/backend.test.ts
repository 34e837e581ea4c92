import { expect, test, vi } from 'vitest'

import * as bound from '../../wailsjs/go/main/App'
import type { main, order, settings, trail } from '../../wailsjs/go/models'
import { backend, overHTTP, speakThrough } from './backend'
import type * as own from './types'

/* The generated names are the contract; ours may leave out what no screen reads. A wrong name stops svelte-check. */
type Within<Own, Generated> = Exclude<keyof Own, keyof Generated>
type Wrong =
  | Within<own.RequestRow, order.RequestRow>
  | Within<own.PostbackRow, order.PostbackRow>
  | Within<own.RequestFilter, order.RequestFilter>
  | Within<own.PostbackFilter, order.PostbackFilter>
  | Within<own.RequestPage, order.RequestPage>
  | Within<own.PostbackPage, order.PostbackPage>
  | Within<own.Coverage, order.Coverage>
  | Within<own.Gap, order.Gap>
  | Within<own.Message, order.Message>
  | Within<own.Template, order.Template>
  | Within<own.Response, order.Response>
  | Within<own.Attempt, order.Attempt>
  | Within<own.OrderRequest, order.Request>
  | Within<own.Postback, order.Postback>
  | Within<own.RequestDetail, trail.RequestDetail>
  | Within<own.PostbackDetail, trail.PostbackDetail>
  | Within<own.Past, trail.Past>
  | Within<own.Change, trail.Change>
  | Within<own.Body, trail.Body>
  | Within<own.TextQuery, trail.TextQuery>
  | Within<own.TextPage, trail.TextPage>
  | Within<own.DayCount, trail.Count>
  | Within<own.ImportedFile, trail.ImportedFile>
  | Within<own.Mapping, trail.Mapping>
  | Within<own.MappedList, trail.MappedList>
  | Within<own.MappedField, trail.MappedField>
  | Within<own.PasteResult, trail.PasteResult>
  | Within<own.Overview, trail.Overview>
  | Within<own.OverviewFigure, trail.OverviewFigure>
  | Within<own.FailedCluster, trail.FailedCluster>
  | Within<own.AttentionList, trail.AttentionList>
  | Within<own.AttentionItem, trail.AttentionItem>
  | Within<own.SilentOrder, trail.SilentOrder>
  | Within<own.OverviewQuery, trail.OverviewQuery>
  | Within<own.Guide, trail.Guide>
  | Within<own.GuideStep, trail.GuideStep>
  | Within<own.GuideLink, trail.GuideLink>
  | Within<own.GuideOrder, trail.GuideOrder>
  | Within<own.GuideQuery, trail.GuideQuery>
  | Within<own.CheckedOrder, trail.CheckedOrder>
  | Within<own.KnownSource, main.KnownSource>
  | Within<own.SyncState, main.SyncState>
  | Within<own.ExportChoice, main.ExportChoice>
  | Within<own.ExportResult, main.ExportResult>
  | Within<own.Connection, main.Connection>
  | Within<own.Mark, order.Mark>
  | Within<own.Marked, order.Marked>
  | Within<own.View, order.View>
  | Within<own.Understood, trail.Understood>
  | Within<own.QueryPart, trail.QueryPart>
  | Within<own.QueryProblem, trail.QueryProblem>
  | Within<own.LookQuery, trail.LookQuery>
  | Within<own.Looking, trail.Looking>
  | Within<own.LookHit, trail.LookHit>
  | Within<own.Preferences, settings.Preferences>
  | Within<own.Columns, settings.Columns>
  | Within<own.Column, settings.Column>
  | Within<own.CellPage, trail.CellPage>
  | Within<own.Cell, trail.Cell>

test('the screens know the names Go uses, and ask for every method there is', () => {
  const wrong: Record<Wrong, never> = {} // a name that Go does not know would have to stand here
  expect(wrong).toEqual({})
  expect(Object.keys(backend).sort()).toEqual(Object.keys(bound).sort())
})

const answers = (status: number, body: string) =>
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    expect([url, init.method, init.body]).toEqual(['/rpc/Request', 'POST', '["r1"]'])
    return new Response(body, { status })
  })

test('a call is posted, and its result handed on', async () => {
  answers(200, '{"result":{"row":{}}}')
  expect(await overHTTP('Request', ['r1'])).toEqual({ row: {} })
})

test.each([
  [200, '{"error":{"code":"not_found","message":"m","hint":"h"}}', 'not_found'],
  [500, '{"error":{"code":"internal","message":"m","hint":"h"}}', 'internal'],
  [403, 'a page', 'closed'],
  [200, 'not JSON', 'internal'],
])('an answer %d %s is a fault', async (status, body, code) => {
  answers(status, body)
  await expect(overHTTP('Request', ['r1'])).rejects.toMatchObject({ code })
})

test('a program that is gone is a fault of its own', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('failed to fetch')
  })
  await expect(overHTTP('Request', ['r1'])).rejects.toMatchObject({ code: 'gone' })
})

test('whatever the window rejects with reads as a fault', async () => {
  speakThrough(async () => {
    throw new Error('{"code":"busy","message":"m","hint":"h"}')
  })
  await expect(backend.Sync()).rejects.toMatchObject({ code: 'busy', hint: 'h' })
})
