package store

import (
	"crypto/sha256"
	"encoding/hex"

	"ordertrail/backend/order"
)

// frame is a whole record as it is stored: the record without what can be told again from the rest. The digest in its
// row vouches for all of it; digests in here would take a tenth of the room, since they can't be compressed.
type frame struct {
	Request  *order.Request  `cbor:"r,omitempty"`
	Postback *order.Postback `cbor:"p,omitempty"`
	Text     int64           `cbor:"t,omitempty"` // the template's source in texts; 0: none
}

func (fr *frame) template() *order.Template {
	if fr.Request != nil {
		return fr.Request.Stages.Template
	}
	return fr.Postback.Template
}

func (fr *frame) updated() order.Millis {
	if fr.Request != nil {
		return fr.Request.UpdatedAt
	}
	return fr.Postback.UpdatedAt
}

// messages are the parts of a record that have a body and may have a digest from their source.
func (fr *frame) messages() []*order.Message {
	var list []*order.Message
	if r := fr.Request; r != nil {
		list = append(list, r.Stages.Original, r.Stages.Final)
		if a := r.Stages.Response; a != nil {
			list = append(list, &a.Message, a.Formatted)
		}
	} else if d := fr.Postback.Delivery; d != nil {
		list = append(list, d.Sent)
	}
	return list
}

// same stands in a frame for a size or digest of the source that is just what we measured.
const same = "="

// lean gives a copy of the frame without what restore can tell again: sizes and digests that hold, the
// template's source when it is in texts.
func (fr *frame) lean() *frame {
	c := fr.copied()
	for _, m := range c.messages() {
		if m == nil || m.Body == nil {
			continue
		}
		if m.SizeBytes != nil && *m.SizeBytes == int64(len(m.Body)) {
			m.SizeBytes = new(int64(-1))
		}
		if m.SHA256 != "" && m.SHA256 == sumHex(m.Body) {
			m.SHA256 = same
		}
	}
	if c.Text != 0 {
		c.template().Source = nil
	}
	return c
}

// restore undoes lean, but for the template's source.
func (fr *frame) restore() {
	for _, m := range fr.messages() {
		if m == nil {
			continue
		}
		if m.SizeBytes != nil && *m.SizeBytes == -1 {
			m.SizeBytes = new(int64(len(m.Body)))
		}
		if m.SHA256 == same {
			m.SHA256 = sumHex(m.Body)
		}
	}
}

func sumHex(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// copied copies the parts that lean changes, so that the record handed in stays as it is.
func (fr *frame) copied() *frame {
	c := *fr
	if fr.Request != nil {
		r := *fr.Request
		c.Request = &r
		r.Stages.Original, r.Stages.Final = clone(r.Stages.Original), clone(r.Stages.Final)
		r.Stages.Template, r.Stages.Response = clone(r.Stages.Template), clone(r.Stages.Response)
		if r.Stages.Response != nil {
			r.Stages.Response.Formatted = clone(r.Stages.Response.Formatted)
		}
		return &c
	}
	p := *fr.Postback
	c.Postback = &p
	p.Template, p.Delivery = clone(p.Template), clone(p.Delivery)
	if p.Delivery != nil {
		p.Delivery.Sent = clone(p.Delivery.Sent)
	}
	return &c
}

func clone[T any](p *T) *T {
	if p == nil {
		return nil
	}
	c := *p
	return &c
}
