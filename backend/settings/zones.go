package settings

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"ordertrail/backend/fault"
)

const zonesFile = "customers.json"

// customerPlace is what somebody said of a customer, by its name in small letters.
type customerPlace struct {
	Zone string `json:"zone"`
}

// CustomerZone is the zone by whose clock a customer goes, as somebody said; "" where nobody did.
func CustomerZone(dir, customer string) string { return customers(dir)[named(customer)].Zone }

// KeepCustomerZone keeps it; "" forgets it.
func KeepCustomerZone(dir, customer, zone string) error {
	if named(customer) == "" || !zoned(zone) {
		return fault.New(fault.Invalid, "preferences", nil, nil)
	}
	kept := customers(dir)
	kept[named(customer)] = customerPlace{zone}
	if zone == "" {
		delete(kept, named(customer))
	}
	return keep(dir, zonesFile, kept)
}

// ForgetCustomers forgets what was said of customers, by any of their names.
func ForgetCustomers(dir string, names []string) error {
	kept := customers(dir)
	before := len(kept)
	for _, name := range names {
		delete(kept, named(name))
	}
	if len(kept) == before {
		return nil
	}
	return keep(dir, zonesFile, kept)
}

func named(customer string) string { return strings.ToLower(strings.TrimSpace(customer)) }

// customers are all of whom something was said; what can't be read counts as nothing.
func customers(dir string) map[string]customerPlace {
	kept := map[string]customerPlace{}
	text, err := os.ReadFile(filepath.Join(dir, zonesFile))
	if err != nil || json.Unmarshal(text, &kept) != nil {
		return map[string]customerPlace{}
	}
	for name, place := range kept {
		if !zoned(place.Zone) {
			delete(kept, name)
		}
	}
	return kept
}
