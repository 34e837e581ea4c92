package diagnose

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed data/zones.txt
var zonesByCountry string

// ZoneOf is the zone by which the clocks of a country go, of two letters; "" where there are several, or it is not known.
func ZoneOf(country string) string {
	for line := range strings.Lines(zonesByCountry) {
		if words := strings.Fields(line); len(words) == 2 && strings.EqualFold(words[0], country) {
			return words[1]
		}
	}
	return ""
}

// CountryOf is the country in which clocks go by a zone; "" where it is not known.
func CountryOf(zone string) string {
	for line := range strings.Lines(zonesByCountry) {
		if words := strings.Fields(line); len(words) > 1 && words[0] != "#" && slices.Contains(words[1:], zone) {
			return words[0]
		}
	}
	return ""
}

// Zones are the zones of all countries that are known, in their order.
func Zones() []string {
	var zones []string
	for line := range strings.Lines(zonesByCountry) {
		if words := strings.Fields(line); len(words) > 1 && words[0] != "#" {
			zones = append(zones, words[1:]...)
		}
	}
	slices.Sort(zones)
	return zones
}
