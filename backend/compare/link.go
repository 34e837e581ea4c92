package compare

import (
	"ordertrail/backend/order"
)

// Origin is where a value of a later stage came from.
type Origin string

// The origins.
const (
	Copied      Origin = "copied"      // as it was
	Reformatted Origin = "reformatted" // written differently, meaning the same
	LookedUp    Origin = "looked_up"   // an answer of a lookup table
	Constant    Origin = "constant"    // a text of the template
	Computed    Origin = "computed"    // made of one or several values
	Unknown     Origin = "unknown"
)

// AllOrigins are the origins.
var AllOrigins = []Origin{Copied, Reformatted, LookedUp, Constant, Computed, Unknown}

// Link says where one field of a later document came from.
type Link struct {
	To         int   // field of the later document
	From       []int // fields of the earlier one that it was made of
	Origin     Origin
	Candidates []int // where it can be from, when nothing decides; From is empty then
	// ByTemplate says that the template's text proves it. Otherwise the values say so, which is likely and no proof.
	ByTemplate bool
	Lookup     *order.Lookup // that gave the value
	Line       int           // of the template, from 1; 0: not known
	Expression string        // of the template
	Missed     bool          // what was asked for was not there, and a default stands in its place
}

// Likely says that a link rests on what the values say.
func (l *Link) Likely() bool { return !l.ByTemplate && len(l.From) > 0 }
