package diagnose

import (
	"strings"

	"ordertrail/backend/compare"
	"ordertrail/backend/order"
)

// draft says whether what was handed over calls itself a draft, and where.
func (m *matter) draft(r *order.Request) (Pointer, bool) {
	if r.Stages.Final == nil || r.Stages.Final.Body == nil {
		return Pointer{}, false
	}
	d := m.Vocabulary.Read(r.Stages.Final.ContentType, r.Stages.Final.Body)
	for i := range d.Fields {
		f := &d.Fields[i]
		if f.Concept == compare.OrderType && strings.EqualFold(strings.TrimSpace(f.Value), "draft") {
			return at(r, order.Final, f.Pointer()), true
		}
	}
	return Pointer{}, false
}
