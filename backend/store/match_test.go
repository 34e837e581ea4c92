package store

import (
	"testing"

	"ordertrail/backend/order"
	"ordertrail/backend/search"
)

func TestTextsAreFoundHoweverTheyAreWritten(t *testing.T) {
	p := &order.Postback{
		ID: "p", Event: "order_cancelled", Payload: []byte(`{"by":"Åsa","place":"Malm\u00f6","phrase":"ring f\u00f6re kl 9"}`),
		Delivery: &order.Delivery{Sent: &order.Message{
			Body: []byte("<ort>G\xf6teborg</ort>"), Headers: []order.Header{{Name: "X-Shop", Value: "Bokhandeln"}},
		}},
	}
	cases := map[string]struct {
		text string
		want bool
	}{
		"one spelling":                       {"Canceled", true},
		"the other":                          {"cancelled", true},
		"without regard to case":             {"ÅSA", true},
		"with spaces around":                 {" order_CANCELED ", true},
		"what is not there":                  {"shipped", false},
		"a letter that JSON escapes":         {"malmö", true},
		"another letter":                     {"malmo", false},
		"a letter of one byte":               {"göteborg", true},
		"all words":                          {"malmö göteborg", true},
		"one word of two":                    {"malmö stockholm", false},
		"words as they stand":                {`"ring före kl 9"`, true},
		"words in another order":             {`"före ring"`, false},
		"a word that must not be there":      {"malmö -åsa", false},
		"a word that is rightly not there":   {"malmö -stockholm", true},
		"in the part that has it":            {"in:payload malmö", true},
		"in another part":                    {"in:sent malmö", false},
		"in the headers":                     {"in:headers bokhandeln", true},
		"a header's text in its message too": {"i:skickat bokhandeln", true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			q, problems := search.Parse(c.text)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			if _, got := newMatcher(q).find(&frame{Postback: p}, ""); got != c.want {
				t.Errorf("%q was found: %v", c.text, got)
			}
		})
	}
}
