package source_test

import (
	"testing"

	"ordertrail/backend/source"
)

func TestWhatWasPassedOverIsSaidInSwedish(t *testing.T) {
	for english, want := range map[source.Skipped]source.Skipped{
		{Where: "item 3", Why: "required field id is missing"}:                           {Where: "post 3", Why: "fältet id saknas och måste finnas"},
		{Where: "a.json: after item 12", Why: "it ends in the middle"}:                   {Where: "a.json: efter post 12", Why: "det slutar mitt i"},
		{Where: "line 7", Why: "larger than 32 MiB: 40 MB"}:                              {Where: "rad 7", Why: "större än 32 MiB: 40 MB"},
		{Where: "entry 2", Why: "its details are not there (not_found)"}:                 {Where: "inslag 2", Why: "dess detaljer finns inte (not_found)"},
		{Where: "item 1", Why: "field receivedAt can't be read as moment"}:               {Where: "post 1", Why: "fältet receivedAt kan inte läsas som tidpunkt"},
		{Where: "item 1", Why: "field /stages/original/at is not as the feed has it"}:    {Where: "post 1", Why: "fältet /stages/original/at är inte som flödet har det"},
		{Where: "/srv/ordrar/fil.json", Why: "Ordertrail kan inte läsa filen. Välj en."}: {Where: "/srv/ordrar/fil.json", Why: "Ordertrail kan inte läsa filen. Välj en."},
	} {
		if got := english.In("sv"); got != want {
			t.Errorf("%v is said %v, not %v", english, got, want)
		}
		if got := english.In("en"); got != english {
			t.Errorf("%v is said %v in English", english, got)
		}
	}
}
