import { closed, Fault, faultOf, gone, thrown } from './fault'
import type {
  AskedState,
  AttentionList,
  Authority,
  Blamed,
  CellPage,
  CheckedOrder,
  Columns,
  ComparedFields,
  ComparedLines,
  ComparePage,
  CompareQuery,
  ComparisonSummary,
  Connection,
  Coverage,
  CustomerClock,
  DayCount,
  ExportChoice,
  Exported,
  ExportResult,
  Facets,
  Gap,
  Guide,
  GuideQuery,
  ImportedFile,
  KnownSource,
  Length,
  List,
  Looking,
  LookQuery,
  MappedList,
  Mapping,
  MappingPlace,
  Mark,
  MarkOf,
  Marked,
  MaskKind,
  MaskTrial,
  Millis,
  Nearest,
  Needle,
  OrderPage,
  OrderQuestion,
  Overview,
  OverviewQuery,
  PasteResult,
  PostbackDetail,
  PostbackFilter,
  PostbackPage,
  Preferences,
  PreparedExport,
  RequestDetail,
  RequestFilter,
  RequestPage,
  RequestRow,
  Same,
  Stage,
  StateFrom,
  StateSource,
  SyncState,
  TextHits,
  TextMatches,
  TextPage,
  TextPlace,
  TextQuery,
  TextValue,
  Understood,
  View,
  Window,
} from './types'

/** What the screens may ask of Go: the exported methods of App, and nothing else. */
export interface App {
  Requests(filter: RequestFilter): Promise<RequestPage>
  Postbacks(filter: PostbackFilter): Promise<PostbackPage>
  RequestTotal(filter: RequestFilter): Promise<number>
  PostbackTotal(filter: PostbackFilter): Promise<number>
  /** What each value of each chip would leave; thoroughly where it may take some seconds. */
  RequestFacets(filter: RequestFilter, thorough: boolean): Promise<Facets>
  PostbackFacets(filter: PostbackFilter, thorough: boolean): Promise<Facets>
  NearestRequest(filter: RequestFilter): Promise<Nearest>
  NearestPostback(filter: PostbackFilter): Promise<Nearest>
  /** The counts between each edge and the next. */
  Days(list: List, edges: Millis[]): Promise<DayCount[]>
  /** The counts of a window in equal parts, from the oldest record held to the newest. */
  Spread(list: List, window: Window, parts: number): Promise<DayCount[]>
  /** The values of records at paths such as final:/items/0/productUid. */
  Cells(ids: string[], paths: string[]): Promise<CellPage>
  Request(id: string): Promise<RequestDetail>
  Postback(id: string): Promise<PostbackDetail>
  Same(id: string): Promise<Same>
  /** An order's story, or the orders that fit. */
  Order(question: OrderQuestion): Promise<OrderPage>
  /** Says whether what a join brings in is left out of an order. */
  CutJoin(reference: string, customer: string, key: string, cut: boolean): Promise<null>
  Text(id: string, query: TextQuery): Promise<TextPage>
  TextFold(id: string, query: TextQuery): Promise<number>
  TextFind(id: string, query: TextQuery, needle: Needle): Promise<TextHits>
  TextFilter(id: string, query: TextQuery, expression: string): Promise<TextMatches>
  TextValue(id: string, query: TextQuery, at: number): Promise<TextValue>
  TextWhole(id: string, query: TextQuery): Promise<string>
  TextShown(): Promise<null>
  /** A small picture of an image, as a data URI; '' when there can't be one. */
  TextThumbnail(id: string, place: TextPlace): Promise<string>
  SaveText(id: string, place: TextPlace): Promise<ExportResult>
  Compare(query: CompareQuery): Promise<ComparisonSummary>
  CompareLines(query: CompareQuery, page: ComparePage): Promise<ComparedLines>
  CompareFields(query: CompareQuery, page: ComparePage): Promise<ComparedFields>
  /** The latest request before one that went well, of the same customer and template. */
  Blamed(id: string): Promise<Blamed[]>
  LastGood(id: string): Promise<RequestRow>
  Guide(query: GuideQuery): Promise<Guide>
  Reply(query: GuideQuery, length: Length): Promise<string>
  CustomerClock(id: string): Promise<CustomerClock>
  /** Keeps by which clock a customer goes; '' forgets it. */
  KeepCustomerZone(customer: string, zone: string): Promise<null>
  ReplyLanguages(): Promise<string[]>
  Checked(): Promise<CheckedOrder[]>
  SyncState(): Promise<SyncState>
  Sync(): Promise<null>
  CancelSync(): Promise<null>
  Coverage(): Promise<Coverage>
  /** Reads one window again; the answer comes once that is done. */
  FetchGap(gap: Gap): Promise<null>
  Connect(connection: Connection): Promise<null>
  OpenDemo(): Promise<null>
  PrepareExport(choice: ExportChoice): Promise<PreparedExport>
  /** How many records of the export that is being made are done. */
  ExportedSoFar(): Promise<number>
  SaveExport(token: string): Promise<ExportResult>
  CopyExport(token: string): Promise<string>
  DiscardExport(): Promise<null>
  /** The log of exports, the latest first. */
  Exports(): Promise<Exported[]>
  MaskingFiles(): Promise<string[]>
  MaskingText(name: string): Promise<string>
  /** Gives the name that the rules give themselves. */
  KeepMasking(rules: string): Promise<string>
  /** Gives what the rules were. */
  RemoveMasking(name: string): Promise<string>
  /** What rules make of a text; none are those of everybody. */
  TryMasking(rules: string, kind: MaskKind, text: string): Promise<MaskTrial>
  Import(): Promise<ImportedFile[]>
  /** Whether there are files for Dropped to read; the bell "drop" rings when some come. */
  Waiting(): Promise<boolean>
  /** Reads the files that were dropped on the window, or that it was opened with. */
  Dropped(): Promise<ImportedFile[]>
  Sources(): Promise<KnownSource[]>
  /** The person chooses a folder in the window's dialog. */
  WatchFolder(): Promise<null>
  StateSources(): Promise<StateSource[]>
  /** Without an address it is forgotten. */
  KeepStateSource(from: StateFrom, connection: Connection): Promise<null>
  /** Asks Gelato for the state of an order now; nothing of it is stored. */
  AskState(from: StateFrom, orderId: string): Promise<AskedState>
  TestSource(name: string): Promise<MappedList[]>
  /** What came from it stays, or goes too. */
  RemoveSource(name: string, history: boolean): Promise<null>
  RemovedSoFar(): Promise<number>
  AddSource(name: string, profile: string, connection: Connection): Promise<null>
  /** Sources whose keys end with the program: this machine has no keyring. */
  UnkeptKeys(): Promise<string[]>
  /** Into a file that its owner alone can read, or not at all. */
  KeepKeys(inFile: boolean): Promise<null>
  PauseSource(name: string, paused: boolean): Promise<null>
  Profiles(): Promise<string[]>
  SourceProfile(name: string): Promise<string>
  /** Reads one page of each list by a profile in the making; nothing is stored. */
  TrySourceProfile(name: string, profile: string): Promise<Mapping>
  /** Reads the source by it from now on, and all of it again. */
  KeepSourceProfile(name: string, profile: string): Promise<null>
  Authorities(): Promise<Authority[]>
  /** PEM; '' trusts none but the system's. */
  KeepAuthorities(pem: string): Promise<Authority[]>
  Propose(): Promise<Mapping>
  TryMapping(profile: string): Promise<Mapping>
  /** Writes into the profile where a field comes from; '' takes it out. */
  MapField(profile: string, list: List, field: string, path: string): Promise<Mapping>
  /** Where a field could come from in the recording, the likeliest first. */
  Places(list: List, field: string): Promise<MappingPlace[]>
  ApplyMapping(profile: string): Promise<ImportedFile>
  Recognise(text: string): Promise<PasteResult>
  Paste(text: string, stage: Stage, reference: string): Promise<PasteResult>
  /** What is typed into the search box, as parts, and what is wrong with it and where. */
  Understand(text: string): Promise<Understood>
  /** Begins to look everywhere; gives the search's number. */
  Look(query: LookQuery): Promise<number>
  /** Answers once more was found than was seen, the search has ended, or some time has passed. */
  LookOn(id: number, seen: number): Promise<Looking>
  StopLooking(id: number): Promise<null>
  Remember(text: string): Promise<null>
  Recent(): Promise<string[]>
  Marks(ids: readonly string[]): Promise<Mark[]>
  /** Gives what was noted before. */
  SetMarks(marks: readonly MarkOf[]): Promise<Mark[]>
  Marked(): Promise<Marked[]>
  Views(): Promise<View[]>
  SaveView(view: View): Promise<View>
  RemoveView(name: string): Promise<View>
  ExportViews(): Promise<ExportResult>
  ImportViews(text: string): Promise<View[]>
  Overview(query: OverviewQuery): Promise<Overview>
  /** What needs somebody now; it takes longer after much has changed. */
  Attention(query: OverviewQuery): Promise<AttentionList>
  /** The link of another program that the person came by, once; "" when there is none. */
  Link(): Promise<string>
  Preferences(): Promise<Preferences>
  /** The address at which the screens were left; '' at the first start. */
  Place(): Promise<string>
  KeepPlace(address: string): Promise<null>
  SavePreferences(preferences: Preferences): Promise<null>
  Columns(): Promise<Columns>
  SaveColumns(columns: Columns): Promise<null>
}

/** The bells: names of news, without data. */
export type Bell = 'sync' | 'records' | 'marks' | 'link' | 'drop'

type Call = (method: string, args: unknown[]) => Promise<unknown>
type Bound = Record<string, (...args: unknown[]) => Promise<unknown>>

declare global {
  interface Window {
    go?: { main?: { App?: Bound } }
    runtime?: {
      EventsOn(name: string, heard: () => void): () => void
      OnFileDrop?(heard: () => void, onTargets: boolean): void
    }
  }
}

/** overWindow calls the methods that the desktop window binds. */
function overWindow(bound: Bound): Call {
  return async (method, args) => {
    const call = bound[method]
    if (!call) throw new Fault('not_found', method, '')
    return call(...args)
  }
}

/** overHTTP calls the same methods of the server the page came from. */
export const overHTTP: Call = async (method, args) => {
  const answer = await fetch(`/rpc/${method}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(args),
  }).catch(() => {
    throw new Fault(gone, '', '')
  })
  if (answer.status === 403) throw new Fault(closed, '', '')
  const body: unknown = await answer.json().catch(() => null)
  if (typeof body !== 'object' || body === null) throw new Fault('internal', '', '')
  if ('error' in body) throw faultOf(body.error)
  return 'result' in body ? body.result : null
}

let call: Call | undefined

/** speakThrough replaces the way to Go; only tests do that. */
export function speakThrough(other: Call): void {
  call = other
}

function ask<M extends keyof App>(method: M): App[M] {
  const asked = async (...args: unknown[]): Promise<unknown> => {
    const bound = window.go?.main?.App
    call ??= bound ? overWindow(bound) : overHTTP
    try {
      return await call(method, args)
    } catch (reason) {
      throw thrown(reason)
    }
  }
  return asked as App[M] // the one place where Go's word is taken for the shape of an answer
}

export const backend: App = {
  Requests: ask('Requests'),
  Postbacks: ask('Postbacks'),
  RequestTotal: ask('RequestTotal'),
  PostbackTotal: ask('PostbackTotal'),
  RequestFacets: ask('RequestFacets'),
  PostbackFacets: ask('PostbackFacets'),
  NearestRequest: ask('NearestRequest'),
  NearestPostback: ask('NearestPostback'),
  Days: ask('Days'),
  Spread: ask('Spread'),
  Cells: ask('Cells'),
  Request: ask('Request'),
  Postback: ask('Postback'),
  Same: ask('Same'),
  Order: ask('Order'),
  CutJoin: ask('CutJoin'),
  Text: ask('Text'),
  TextFold: ask('TextFold'),
  TextFind: ask('TextFind'),
  TextFilter: ask('TextFilter'),
  TextValue: ask('TextValue'),
  TextWhole: ask('TextWhole'),
  TextShown: ask('TextShown'),
  TextThumbnail: ask('TextThumbnail'),
  SaveText: ask('SaveText'),
  Compare: ask('Compare'),
  CompareLines: ask('CompareLines'),
  CompareFields: ask('CompareFields'),
  Blamed: ask('Blamed'),
  LastGood: ask('LastGood'),
  Guide: ask('Guide'),
  Reply: ask('Reply'),
  CustomerClock: ask('CustomerClock'),
  KeepCustomerZone: ask('KeepCustomerZone'),
  ReplyLanguages: ask('ReplyLanguages'),
  Checked: ask('Checked'),
  SyncState: ask('SyncState'),
  Sync: ask('Sync'),
  CancelSync: ask('CancelSync'),
  Coverage: ask('Coverage'),
  FetchGap: ask('FetchGap'),
  Connect: ask('Connect'),
  OpenDemo: ask('OpenDemo'),
  Waiting: ask('Waiting'),
  Dropped: ask('Dropped'),
  PrepareExport: ask('PrepareExport'),
  ExportedSoFar: ask('ExportedSoFar'),
  SaveExport: ask('SaveExport'),
  CopyExport: ask('CopyExport'),
  DiscardExport: ask('DiscardExport'),
  Exports: ask('Exports'),
  MaskingFiles: ask('MaskingFiles'),
  MaskingText: ask('MaskingText'),
  KeepMasking: ask('KeepMasking'),
  RemoveMasking: ask('RemoveMasking'),
  TryMasking: ask('TryMasking'),
  Import: ask('Import'),
  Sources: ask('Sources'),
  WatchFolder: ask('WatchFolder'),
  StateSources: ask('StateSources'),
  KeepStateSource: ask('KeepStateSource'),
  AskState: ask('AskState'),
  TestSource: ask('TestSource'),
  RemoveSource: ask('RemoveSource'),
  RemovedSoFar: ask('RemovedSoFar'),
  AddSource: ask('AddSource'),
  UnkeptKeys: ask('UnkeptKeys'),
  KeepKeys: ask('KeepKeys'),
  PauseSource: ask('PauseSource'),
  Profiles: ask('Profiles'),
  SourceProfile: ask('SourceProfile'),
  TrySourceProfile: ask('TrySourceProfile'),
  KeepSourceProfile: ask('KeepSourceProfile'),
  Authorities: ask('Authorities'),
  KeepAuthorities: ask('KeepAuthorities'),
  Propose: ask('Propose'),
  TryMapping: ask('TryMapping'),
  MapField: ask('MapField'),
  Places: ask('Places'),
  ApplyMapping: ask('ApplyMapping'),
  Recognise: ask('Recognise'),
  Paste: ask('Paste'),
  Understand: ask('Understand'),
  Look: ask('Look'),
  LookOn: ask('LookOn'),
  StopLooking: ask('StopLooking'),
  Remember: ask('Remember'),
  Recent: ask('Recent'),
  Marks: ask('Marks'),
  SetMarks: ask('SetMarks'),
  Marked: ask('Marked'),
  Views: ask('Views'),
  SaveView: ask('SaveView'),
  RemoveView: ask('RemoveView'),
  ExportViews: ask('ExportViews'),
  ImportViews: ask('ImportViews'),
  Overview: ask('Overview'),
  Attention: ask('Attention'),
  Link: ask('Link'),
  Preferences: ask('Preferences'),
  Place: ask('Place'),
  KeepPlace: ask('KeepPlace'),
  SavePreferences: ask('SavePreferences'),
  Columns: ask('Columns'),
  SaveColumns: ask('SaveColumns'),
}
