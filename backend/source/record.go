package source

import (
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"

	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

// Why a record could not be read, where more than one place says it.
const (
	reasonNested   = "nested more than 10000 deep"
	reasonNoRecord = "no record, but another kind of JSON value"
	reasonCut      = "not whole JSON"
)

// Record is one record of a list: one of the two is set.
type Record struct {
	Request  *order.Request
	Postback *order.Postback
	Bundled  bool // out of a bundle of another Ordertrail
	Pasted   bool // one stage of somebody's; ReceivedAt 0: its moment is that of the import
}

// Size is how large the texts of a record are, in bytes.
func (r Record) Size() (size int) {
	add := func(m *order.Message) {
		if m != nil {
			size += len(m.Body)
		}
	}
	if p := r.Postback; p != nil {
		size += len(p.Payload)
		if p.Delivery != nil {
			add(p.Delivery.Sent)
		}
		return size
	}
	s := r.Request.Stages
	add(s.Original)
	add(s.Final)
	if s.Template != nil {
		size += len(s.Template.InputContext)
		if s.Template.Rendered != nil {
			size += len(*s.Template.Rendered)
		}
	}
	if s.Response != nil {
		add(&s.Response.Message)
	}
	return size
}

// readRecord reads one record of the feed, takes its credentials out and counts the bodies that are not what
// their source says of them.
func readRecord(list order.List, item []byte, t Tokens) (Record, int, error) {
	if list == order.Postbacks {
		p, err := feed.ReadPostback(item)
		if err != nil {
			return Record{}, 0, err
		}
		concealPostback(t, p)
		return Record{Postback: p}, postbackMismatches(p), nil
	}
	r, err := feed.ReadRequest(item)
	if err != nil {
		return Record{}, 0, err
	}
	concealRequest(t, r)
	return Record{Request: r}, requestMismatches(r), nil
}

// unreadable says why a record could not be read, without a word of its content.
func unreadable(item []byte, err error) string {
	if missing, ok := errors.AsType[*feed.MissingError](err); ok {
		return missing.Error()
	}
	if unfit, ok := errors.AsType[*unfitError](err); ok {
		return unfit.Error()
	}
	if errors.Is(err, errNoRecord) {
		return reasonNoRecord
	}
	wrong, ok := errors.AsType[*json.SemanticError](err)
	switch {
	case ok && wrong.JSONPointer == "":
		return reasonNoRecord
	case ok:
		return fmt.Sprintf("field %s is not as the feed has it", wrong.JSONPointer)
	case tooDeep(item):
		return reasonNested
	case !oneValue(item):
		return reasonCut
	}
	return "not as the feed has it"
}
