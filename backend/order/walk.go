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

// AllGapWhys are the reasons.
var AllGapWhys = []GapWhy{NotYet, Refused, BeyondSource, Stopped, Oversized, Failed}

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
	Why GapWhy `json:"why"`
}

// Coverage is which windows are held and which are not. Every "not found" rests on it.
type Coverage struct {
	Lists []Held `json:"lists"`
	Gaps  []Gap  `json:"gaps"`
}
