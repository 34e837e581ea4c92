package order

// Query asks a source for one page of a list: a Window, or all that changed after a moment.
type Query struct {
	List         List
	Window       Window // From 0: as far back as the source goes; To 0: up to its present
	UpdatedAfter Millis // not 0: only records with a later UpdatedAt, oldest change first; Window is ignored
	Cursor       string // Next of the page before; the rest of the query must be the same
	Newest       bool   // newest first; else oldest first
	Limit        int    // records a page; 0: the source's own choice
}

// Page is a source's answer: the records of one list, in the order of the walk.
type Page struct {
	Requests  []*Request
	Postbacks []*Postback
	Next      string // "" at the end of the walk
	AsOf      Millis // the source's clock when the page was made
	Missing   []Missing
	// Mismatched counts bodies whose digest is not the one the source gave for them; they are kept as they came.
	Mismatched int
}

// Missing is a record that the source has and that could not be taken over.
type Missing struct {
	ID     string // "" when unknown
	At     Millis // receivedAt or occurredAt; 0 when unknown
	Why    GapWhy
	Reason string // for people and logs: which field, how large; never content
	Within Window // where in the list it lies, as narrowly as is known; the syncer fills it in
}

// GapWhy is why a window is not held.
type GapWhy string

// The reasons of contract/cli.md.
const (
	NotYet       GapWhy = "not_yet"
	Refused      GapWhy = "forbidden"
	BeyondSource GapWhy = "beyond_source"
	Stopped      GapWhy = "cancelled"
	Oversized    GapWhy = "too_large"
	Failed       GapWhy = "error"
)

// Erased is the reason that no source can take away: what was held of a window was erased here.
const Erased GapWhy = "erased"

// AllGapWhys are the reasons.
var AllGapWhys = []GapWhy{NotYet, Refused, BeyondSource, Stopped, Oversized, Failed, Erased}

// SourceStatus is who serves a source, and how far back it reaches.
type SourceStatus struct {
	Tenant   Party
	Now      Millis // the source's clock
	Earliest Millis // nothing older is kept there; 0 when not said
}

// Held is a window of one list that is completely held.
type Held struct {
	Source string `json:"source"`
	List   List   `json:"list"`
	Window
	CompleteAt Millis `json:"completeAt"` // the source's clock when it was
}

// Gap is a window of one list, inside what was asked for, that is not held.
type Gap struct {
	Source string `json:"source"`
	List   List   `json:"list"`
	Window
	Why      GapWhy `json:"why"`
	ErasedAt Millis `json:"erasedAt"` // when it was, of what was erased; 0: that was not noted
}

// Coverage is which windows are held and which are not. Every "not found" rests on it.
type Coverage struct {
	Lists []Held `json:"lists"`
	Gaps  []Gap  `json:"gaps"`
}

// Position is where reading a list goes on: what is known to be held of its changes, and the walk under way.
type Position struct {
	Tail Millis `cbor:"t,omitempty"` // every change before this moment of the source's clock is held; 0: none yet
	// A walk through all changes after Tail, oldest first.
	Changes Walk `cbor:"c"`
	// A walk through a window, newest first.
	Window Walk `cbor:"w"`
	// Up to when all changes were last read with the full look-back; 0: never.
	Looked Millis `cbor:"l,omitempty"`
	// When the last comparing of the recent records with the source's began; 0: never.
	Compared Millis `cbor:"d,omitempty"`
	// A comparing under way: Asked is its window, and all of it from Seen on is done.
	Comparing Walk `cbor:"p"`
	// Windows of which two readings agreed, in a source that does not tell changes.
	Settled []Window `cbor:"e,omitempty"`
}

// Walk is an unfinished walk; Cursor "" means none.
type Walk struct {
	Cursor string `cbor:"c,omitempty"`
	Asked  Window `cbor:"q"`           // the window it walks through; of changes: From is the moment they are after
	Seen   Millis `cbor:"s,omitempty"` // how far it has come: down to here in a window, up to here in changes
	AsOf   Millis `cbor:"a,omitempty"` // the source's clock when it began
	Limit  int    `cbor:"l,omitempty"`
	Full   bool   `cbor:"f,omitempty"` // of changes: with the full look-back
}

// Batch is one page to be stored, with what follows from it: all of it or nothing.
type Batch struct {
	List      List
	Requests  []*Request
	Postbacks []*Postback
	Missing   []Missing
	Covered   Window   // completely held with this page, but for Missing; may be empty
	At        Millis   // the source's clock
	Position  Position // where reading goes on
	Keep      bool     // leave the position as it is
	// AllAt says that all that is held, and not Covered alone, is complete as of At.
	AllAt bool
	// Compared is a window in which the source has the records of this batch, those in Present and no others:
	// whatever else is held of it is gone there. What is in Missing is not gone.
	Compared Window
	Present  []string
}

// Saved is what storing a batch did.
type Saved struct{ New, Updated, Unchanged, Gone int }

// Add sums up.
func (s *Saved) Add(more Saved) {
	s.New, s.Updated, s.Unchanged, s.Gone = s.New+more.New, s.Updated+more.Updated, s.Unchanged+more.Unchanged, s.Gone+more.Gone
}
