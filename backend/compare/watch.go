package compare

import (
	"ordertrail/backend/order"
)

// Watched is a field that an order must keep on its way, by the names of contract/cli.md.
type Watched string

// The watched fields.
const (
	WatchProduct     Watched = "product"
	WatchQuantity    Watched = "quantity"
	WatchSize        Watched = "size"
	WatchPaper       Watched = "paper"
	WatchColours     Watched = "colours"
	WatchOrientation Watched = "orientation"
	WatchFrontFile   Watched = "front_file"
	WatchBackFile    Watched = "back_file"
	WatchFile        Watched = "file"
	WatchAddress     Watched = "address"
	WatchShipping    Watched = "shipping_method"
)

// AllWatched are the watched fields.
var AllWatched = []Watched{WatchProduct, WatchQuantity, WatchSize, WatchPaper, WatchColours, WatchOrientation, WatchFrontFile, WatchBackFile,
	WatchFile, WatchAddress, WatchShipping}

// concept is what the fields are about that a watched field rests on.
func (w Watched) concept() Concept {
	if w == WatchAddress {
		return AddressLine1
	}
	return Concept(w)
}

// Seen is a watched field at one stage. Without a Path the stage does not say it.
type Seen struct {
	Stage order.Stage `json:"stage"`
	Path  string      `json:"path"`
	Line  int         `json:"line"` // of the body, from 1
	Value string      `json:"value"`
	Words string      `json:"words"` // as people say it
}

// Course is a watched field of one item (of the order: Item is -1) on its way through the stages.
type Course struct {
	Field Watched `json:"field"`
	Part  Concept `json:"part"` // which part of the address
	Item  int     `json:"item"` // as the last stage that says it counts, from 0
	Seen  []Seen  `json:"seen"` // where it is said, in the order of the stages
	// Diverges is the first stage at which it means something else than before; "" when it never does, or when
	// fewer than two stages say it.
	Diverges order.Stage `json:"diverges"`
	From     Seen        `json:"from"` // what it was, and what it became
	To       Seen        `json:"to"`
	Cause    Cause       `json:"cause"`
}

// Cause is what changed a field, as far as it is known.
type Cause struct {
	Origin     Origin        `json:"origin"` // looked_up, constant, computed, or unknown
	Lookup     *order.Lookup `json:"lookup,omitempty"`
	Missed     bool          `json:"missed"` // a default stands in place of what was not there
	Line       int           `json:"line"`   // of the template, from 1; 0: not the template, or not known
	Expression string        `json:"expression"`
	ByTemplate bool          `json:"byTemplate"` // the template's text proves it
}

// Agrees says that no stage is known to change the field, and that at least two say it.
func (c *Course) Agrees() bool { return c.Diverges == "" && len(c.Seen) > 1 }
