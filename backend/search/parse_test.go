package search_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/fault"
	"ordertrail/backend/search"
)

// typed reads a text that has nothing wrong with it.
func typed(t *testing.T, text string) search.Query {
	t.Helper()
	q, problems := search.Parse(text)
	if len(problems) > 0 {
		t.Fatalf("%q: %+v", text, problems)
	}
	return q
}

func TestTheTextOfTheBoxIsUnderstood(t *testing.T) {
	part := func(key search.Key, values ...string) search.Part { return search.Part{Key: key, Values: values} }
	cases := map[string]struct {
		text string
		want []search.Part
	}{
		"nothing":                        {"  ", nil},
		"words":                          {"anna  berg", []search.Part{part("", "anna"), part("", "berg")}},
		"quotes":                         {`"anna berg"`, []search.Part{{Values: []string{"anna berg"}, Quoted: true}}},
		"a quote in quotes":              {`"18\" x 24"`, []search.Part{{Values: []string{`18" x 24`}, Quoted: true}}},
		"not":                            {"-anna", []search.Part{{Values: []string{"anna"}, Not: true}}},
		"a scope":                        {"kind:shipping", []search.Part{part(search.Kind, "shipping")}},
		"alternatives":                   {"outcome:rejected,no_answer", []search.Part{part(search.Outcome, "rejected", "no_answer")}},
		"not a scope":                    {"-stage:final", []search.Part{{Key: search.Stage, Values: []string{"final"}, Not: true}}},
		"a status":                       {"status>=500", []search.Part{{Key: search.Status, Op: ">=", Values: []string{"500"}}}},
		"a status by colon":              {"status:404,410", []search.Part{{Key: search.Status, Op: "=", Values: []string{"404", "410"}}}},
		"a customer of two words":        {`customer:"Bokslukaren Förlag"`, []search.Part{{Key: search.Customer, Values: []string{"Bokslukaren Förlag"}, Quoted: true}}},
		"has":                            {"has:note", []search.Part{part(search.Has, "note")}},
		"in Swedish":                     {`slag:leveransaviseringar steg:"sista begäran" i:systemrespons`, []search.Part{part(search.Kind, "shipping"), part(search.Stage, "final"), part(search.In, "response")}},
		"upper case":                     {"KIND:Shipping", []search.Part{part(search.Kind, "shipping")}},
		"a reference with a colon":       {"urn:order:17", []search.Part{part("", "urn:order:17")}},
		"a reference with a hyphen":      {"NK-109994", []search.Part{part("", "NK-109994")}},
		"a hyphen alone":                 {"a - b", []search.Part{part("", "a"), part("", "-"), part("", "b")}},
		"an address":                     {"email:anna@kund.example", []search.Part{part(search.Email, "anna@kund.example")}},
		"letters beyond ASCII in a word": {"källa:demo åäö", []search.Part{part(search.Source, "demo"), part("", "åäö")}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := typed(t, c.text)
			for i := range got.Parts {
				got.Parts[i].From, got.Parts[i].To = 0, 0
			}
			if d := cmp.Diff(c.want, got.Parts); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestTextAndChipsAreTwoViewsOfOneQuery(t *testing.T) {
	for _, text := range []string{
		`kind:shipping -customer:"Kiosk AB" anna "två ord" status>=500 outcome:rejected,no_answer "kind:shipping" "-x"`, `has:note email:a@b.example`,
	} {
		q := typed(t, text)
		if got := q.String(); got != text {
			t.Errorf("%q is written as %q", text, got)
		}
	}
	if got := typed(t, "kind:shipping anna status>=500").Without(1).String(); got != "kind:shipping status>=500" {
		t.Errorf("without the second chip: %q", got)
	}
}

func FuzzWhatIsWrittenReadsTheSame(f *testing.F) {
	f.Add(`a -b "c d" kind:fel status<400 kund:x,"y z"`)
	f.Add(`"\"`)
	f.Fuzz(func(t *testing.T, text string) {
		q, problems := search.Parse(text)
		for _, p := range problems {
			if p.From < 0 || p.From >= p.To || p.To > len(text) {
				t.Fatalf("%q: a problem at %d to %d", text, p.From, p.To)
			}
			_ = p.Fault(text)
		}
		written := q.String()
		if again, _ := search.Parse(written); again.String() != written {
			t.Errorf("%q is written as %q, and that as %q", text, written, again.String())
		}
	})
}

func TestBadSyntaxIsMarkedAtItsPlace(t *testing.T) {
	cases := map[string]struct {
		text string
		want search.Problem
	}{
		"an open quote":     {`anna "berg`, search.Problem{From: 5, To: 10, About: "query_quote", Part: `"berg`}},
		"an unknown kind":   {"å kind:x", search.Problem{From: 3, To: 9, About: "query_value", Part: "kind:x", Wants: "received, production, shipping, delivery, error, other"}},
		"no value":          {"kind: anna", search.Problem{From: 0, To: 5, About: "query_empty", Part: "kind:", Wants: "received, production, shipping, delivery, error, other"}},
		"no number":         {"status>=five", search.Problem{From: 0, To: 12, About: "query_number", Part: "status>=five", Wants: "100-599"}},
		"a number too high": {"status:900", search.Problem{From: 0, To: 10, About: "query_number", Part: "status:900", Wants: "100-599"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, problems := search.Parse(c.text)
			if d := cmp.Diff([]search.Problem{c.want}, problems); d != "" {
				t.Error(d)
			}
			if code := problems[0].Fault(c.text).Code; code != fault.Invalid {
				t.Errorf("its fault is %s", code)
			}
		})
	}
	_, problems := search.Parse("å kind:x")
	if at := problems[0].Fault("å kind:x").Params["at"]; at != 3 {
		t.Errorf("the column is %v, want 3", at)
	}
}
