package fault_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/fault"
)

type told struct {
	Code          fault.Code
	Message, Hint string
}

func TestDescribe(t *testing.T) {
	order := fault.New(fault.Ambiguous, "order", fault.Params{"reference": "NL-1", "candidates": []string{"Acme", "Beta"}}, nil)
	cases := map[string]struct {
		err  error
		lang string
		want told
	}{
		"a failure inside another is found": {
			fmt.Errorf("save page 3: %w", fault.New(fault.DiskFull, "", nil, nil)), "en",
			told{fault.DiskFull, "The disk is full.", "Free some space, then try again. What was stored before is intact."},
		},
		"Swedish is Swedish": {
			fault.New(fault.DiskFull, "", nil, nil), "sv",
			told{fault.DiskFull, "Disken är full.", "Frigör utrymme och försök igen. Det som sparades tidigare är oskadat."},
		},
		"a regional Swedish is Swedish": {
			fault.New(fault.NotFound, "file", fault.Params{"file": "å.json"}, nil), "sv-FI",
			told{fault.NotFound, "Filen å.json finns inte.", "Kontrollera sökvägen."},
		},
		"a language without texts reads English": {
			fault.New(fault.NotFound, "file", fault.Params{"file": "a.json"}, nil), "fi",
			told{fault.NotFound, "There is no file a.json.", "Check the path."},
		},
		"a subject without words of its own takes the general ones": {
			fault.New(fault.DiskFull, "the moon", nil, nil), "en",
			told{fault.DiskFull, "The disk is full.", "Free some space, then try again. What was stored before is intact."},
		},
		"a text whose parameter is not given takes the general one": {
			fault.New(fault.ReadOnly, "access", nil, nil), "en",
			told{fault.ReadOnly, "Nothing can be written in the data folder.", "Check who may write there and start Ordertrail again, or choose another with --data. Reading goes on meanwhile."},
		},
		"lists are written out": {
			order, "en",
			told{fault.Ambiguous, "Several customers have an order NL-1: Acme, Beta.", "Ask by the Gelato order id instead: ordertrail requests --search lists it, as in ordertrail requests --search NL-1."},
		},
		"a cancelled context is cancelled": {
			fmt.Errorf("sync: %w", context.Canceled), "en",
			told{fault.Cancelled, "Stopped before it was done.", "Run it again: it goes on where it stopped."},
		},
		"what has no code is internal, and tells nothing of itself": {
			errors.New("pointer of Anna Andersson lost"), "en",
			told{fault.Internal, "Something in Ordertrail went wrong.", "Try again; if it stays so, report what you did. Nothing that is held is lost."},
		},
		"no failure says nothing": {nil, "en", told{}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var got told
			got.Code, got.Message, got.Hint = fault.Describe(c.err, c.lang)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
