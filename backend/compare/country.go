package compare

import (
	"maps"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// countryNames gives the two letters of each country under its codes and its names in the languages of orders.
func countryNames() map[string]string {
	names := map[string]string{}
	tongues := []display.Namer{
		display.Regions(language.English), display.Regions(language.Swedish), display.Regions(language.German), display.Regions(language.French),
		display.Regions(language.Norwegian), display.Regions(language.Danish), display.Regions(language.Dutch), display.Regions(language.Finnish),
		display.Regions(language.Polish), display.Regions(language.Italian), display.Regions(language.Spanish),
	}
	for first := 'A'; first <= 'Z'; first++ {
		for second := 'A'; second <= 'Z'; second++ {
			code := string(first) + string(second)
			region, err := language.ParseRegion(code)
			if err != nil || !region.IsCountry() || region.String() != code {
				continue
			}
			names[folded(code)], names[folded(region.ISO3())] = code, code
			for _, tongue := range tongues {
				if name := folded(tongue.Name(region)); name != "" {
					names[name] = code
				}
			}
		}
	}
	maps.Copy(names, map[string]string{
		"uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "greatbritain": "GB", "usa": "US", "unitedstatesofamerica": "US",
		"holland": "NL", "thenetherlands": "NL", "czechrepublic": "CZ",
	})
	return names
}
