package settings_test

import (
	"testing"

	"ordertrail/backend/fault"
	"ordertrail/backend/settings"
)

func TestTheZoneOfACustomerIsKeptUntilItIsForgotten(t *testing.T) {
	dir := t.TempDir()
	keep := func(customer, zone string) {
		t.Helper()
		if err := settings.KeepCustomerZone(dir, customer, zone); err != nil {
			t.Fatal(err)
		}
	}
	keep("Norrsken Prints", "Europe/Stockholm")
	keep("Lakeside", "America/Chicago")
	if got := settings.CustomerZone(dir, " norrsken PRINTS"); got != "Europe/Stockholm" {
		t.Errorf("kept %q", got)
	}
	if err := settings.KeepCustomerZone(dir, "Lakeside", "Lake/Side"); !fault.Is(err, fault.Invalid) {
		t.Errorf("a zone that nobody knows: %v", err)
	}
	keep("Norrsken Prints", "")
	if err := settings.ForgetCustomers(dir, []string{"cust-9", "lakeside"}); err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"Norrsken Prints", "Lakeside", "nobody"} {
		if got := settings.CustomerZone(dir, who); got != "" {
			t.Errorf("of %s %q is kept", who, got)
		}
	}
}
