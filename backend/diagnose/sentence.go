package diagnose

import "ordertrail/backend/order"

// Sentence is a text of the catalogue with what fills its blanks. It is written in a language only at the very end.
type Sentence struct {
	ID   string
	With Params
}

// Params fill the blanks of a sentence: Moment, Span, Term, int, or a text as it was received.
type Params map[string]any

// Moment is a time, written in the reader's zone.
type Moment order.Millis

func (m Moment) millis() order.Millis { return order.Millis(m) }

// Span is a length of time, written in words.
type Span order.Millis

// Term is a word of the catalogue.
type Term string

func say(id string) Sentence { return Sentence{ID: id} }
