package demo

import (
	"fmt"
	"slices"
)

// people are the tenant's customers, the busiest first, as Zipf would have it.
func (b *builder) people() []*customer {
	north, rhine, lakes, south := b.printers[0], b.printers[1], b.printers[2], b.printers[3]
	const most = shipped | delivered | exceptions
	return []*customer{
		b.customer(&customer{key: "norrsken", name: "Norrsken Kort & Poster AB", place: sweden(), rhythm: shoppers(), printer: north,
			prefix: "NK-", first: 100231, dialect: dialect{norrskenOrder, jsonBody(spaced)}, lines: 3, auth: "key", agent: "norrsken-shop/4.2", guarded: true,
			sells: []int{0, 1, 2, 3, 4, 5, 14}, hooks: hooks{wants: most | received | produced, style: "order", url: "https://shop.norrsken.example/hooks/gelato", retry: true}}, "T-S-X", nil),
		b.customer(&customer{key: "havbris", name: "Havbris Fotobøger ApS", place: denmark(), rhythm: shoppers(), printer: north,
			prefix: "HB", first: 55012, dialect: dialect{havbrisOrder, jsonBody(compact)}, lines: 2, auth: "signed", agent: "PHP-Guzzle/7", guarded: true, fallback: true,
			sells: []int{0, 1, 7, 15, 16, 13}, hooks: hooks{wants: most | received, style: "package", url: "https://api.havbris.example/webhooks/print?key=hb-demo-5591", retry: true}}, "t_S_X", danish()),
		b.customer(&customer{key: "brightwater", name: "Brightwater Gifts Ltd", place: britain(), rhythm: shoppers(), printer: south,
			prefix: "BWG-", first: 7741, dialect: dialect{brightwaterOrder, xmlBody("utf-8")}, lines: 3, auth: "basic", agent: "Java/21.0.4", strict: true,
			sells: []int{4, 5, 9, 10, 7, 11, 12}, hooks: hooks{wants: most | inTransit, style: "order", url: "https://erp.brightwater.example/gelato/status", bearer: true, retry: true}}, "BW-T-S", nil),
		b.customer(&customer{key: "prairie", name: "Prairie Prints LLC", place: america(true), rhythm: shoppers(), printer: lakes,
			prefix: "#", first: 10423, dialect: dialect{prairieOrder, jsonBody(compact)}, lines: 2, auth: "hmac", agent: "Shopify-Captain-Hook", fallback: true,
			sells: []int{9, 10, 11, 12, 0, 13}, hooks: hooks{wants: most, style: "v4", url: "https://hooks.prairieprints.example/fulfillment", bearer: true, retry: true}}, "T-S-X", nil),
		b.customer(&customer{key: "kaiserkarte", name: "Kaiserkarte GmbH & Co. KG", place: germany(), rhythm: offices(), printer: rhine,
			prefix: "A-26-", first: 30118, dialect: dialect{kaiserOrder, jsonBody(pretty)}, lines: 4, auth: "key", agent: "SAP CPI", guarded: true,
			sells: []int{4, 5, 6, 0, 1, 14}, hooks: hooks{wants: most, style: "package", url: "https://edi.kaiserkarte.example/gelato", retry: true}}, "T.S.X", german()),
		b.customer(&customer{key: "skolbild", name: "Skolbild Mälardalen", place: sweden(), rhythm: schools(), printer: north,
			prefix: "SM-", first: 2201, dialect: dialect{skolbildOrder, csvBody(";", true)}, lines: 6, auth: "folder",
			sells: []int{15, 16, 4, 7}, hooks: hooks{wants: most | received, style: "order", url: "https://skolbild.example/gelato", mail: "expedition@skolbild.example", retry: true}}, "T-SX", swedish()),
		b.customer(&customer{key: "lumiere", name: "Atelier Lumière SARL", place: france(), rhythm: shoppers(), printer: rhine,
			prefix: "CMD", first: 904417, dialect: dialect{lumiereOrder, xmlBody("iso-8859-1")}, lines: 2, auth: "basic", agent: "libwww-perl/6.77", guarded: true,
			sells: []int{0, 1, 4, 5, 13, 15}, hooks: hooks{wants: most, style: "order", url: "https://lumiere.example/api/suivi?sig=demo7f3a&exp=1798000000", retry: true}}, "T/S", french()),
		b.customer(&customer{key: "obrazy", name: "Fabryka Obrazów sp. z o.o.", place: poland(), rhythm: shoppers(), printer: rhine,
			prefix: "FO/26/", first: 118, dialect: dialect{obrazyOrder, jsonBody(compact)}, lines: 3, auth: "key", agent: "okhttp/4.12.0", guarded: true,
			sells: []int{0, 1, 2, 4, 13}, hooks: hooks{wants: most, style: "order", url: "https://fabryka-obrazow.example/druk/status"}}, "T_S", polish()),
		b.customer(&customer{key: "bokslukaren", name: "Bokslukaren Förlag", place: sweden(), rhythm: offices(), printer: north,
			prefix: "BB-", first: 917, dialect: dialect{bokslukarenOrder, formBody()}, lines: 1, auth: "key", agent: "curl/8.5.0", strict: true,
			sells: []int{8, 7}, hooks: hooks{wants: most | received, style: "order", url: "https://tryck.bokslukaren.example/svar.php", retry: true}}, "T-S-X", swedish()),
		b.customer(&customer{key: "stadsdruk", name: "Stadsdruk Webwinkel B.V.", place: holland(), rhythm: offices(), printer: rhine,
			prefix: "SD", first: 610055, dialect: dialect{stadsdrukOrder, csvBody(",", false)}, lines: 4, auth: "folder", fallback: true,
			sells: []int{6, 4, 5, 1}, hooks: hooks{wants: most | produced, style: "order", url: "https://koppeling.stadsdruk.example/gelato", bearer: true, retry: true}}, "T-S", dutch()),
		b.customer(&customer{key: "muki", name: "Kahvila Muki Oy", place: finland(), rhythm: offices(), printer: north,
			prefix: "KM", first: 4410, dialect: dialect{mukiOrder, jsonBody(spaced)}, lines: 1, auth: "cookie", agent: "Mozilla/5.0 (X11; Linux x86_64)", guarded: true,
			sells: []int{9, 10}, hooks: hooks{wants: most | received, style: "order", url: "https://muki.example/tilaukset", mail: "tilaukset@muki.example"}}, "T-S", map[string]string{"MUG": "MUKI"}),
		b.customer(&customer{key: "hudson", name: "Hudson & Pine Stationery Inc.", place: america(false), rhythm: offices(), printer: lakes,
			prefix: "HP-PO-", first: 88120, dialect: dialect{hudsonOrder, xmlBody("utf-8")}, lines: 4, auth: "bearer", agent: "Ariba/24.1", guarded: true,
			sells: []int{4, 5, 6, 14}, hooks: hooks{wants: most, style: "order", url: "https://b2b.hudsonpine.example/ship-notice", bearer: true, retry: true}}, "HP-T-S", nil),
		b.customer(&customer{key: "fjordtrykk", name: "Fjordtrykk Forlag AS", place: norway(), rhythm: offices(), printer: north,
			prefix: "FT", first: 20661, dialect: dialect{fjordtrykkOrder, xmlBody("utf-8")}, lines: 2, auth: "key", agent: "Visma.Net", guarded: true, toPrinter: true,
			sells: []int{8, 7, 6, 14}, hooks: hooks{wants: most | received, style: "order", url: "https://fjordtrykk.example/api/gelato/status", bearer: true}}, "T-S-X", norse()),
		b.customer(&customer{key: "dolomiti", name: "Dolomiti Ricordi S.r.l.", place: italy(), rhythm: shoppers(), printer: rhine,
			prefix: "DR2026", first: 311, dialect: dialect{dolomitiOrder, formBody()}, lines: 1, auth: "signed", agent: "WordPress/6.8", guarded: true, toPrinter: true,
			sells: []int{9, 10, 4, 5, 13}, hooks: hooks{wants: most, style: "package", url: "https://dolomiti-ricordi.example/wp-json/stampa/v1/stato", retry: true}}, "T.S", map[string]string{"MUG": "TAZZA", "CARD": "CARTOLINA"}),
	}
}

// customer fills in what follows from the rest.
func (b *builder) customer(c *customer, pattern string, words map[string]string) *customer {
	n := uint8(len(b.known))
	b.known = append(b.known, c)
	c.id = b.names.uuid(nameParty, 2, n)
	c.usual = 10_000 / (int(n) + 3)
	c.sized = slices.IndexFunc(c.sells, func(i int) bool { return b.products[i].size[0] == 'A' })
	if c.sized >= 0 {
		c.sized = c.sells[c.sized]
	}
	c.codes = codes(pattern, words, b.products)
	kind, name := "api", "HTTP API"
	if c.auth == "folder" {
		kind, name = "ftp", "SFTP drop folder"
	}
	c.connector.ID, c.connector.Type, c.connector.Name = b.names.uuid(nameThing, 1, n), kind, fmt.Sprintf("%s %s", c.key, name)
	b.templates(c)
	return c
}

func danish() map[string]string {
	return map[string]string{"POSTER": "plakat", "CARD": "kort", "BOOK": "bog", "CANVAS": "laerred", "PHOTO": "foto"}
}

func swedish() map[string]string {
	return map[string]string{"POSTER": "AFFISCH", "CARD": "KORT", "BOOK": "BOK", "PHOTO": "KLASSFOTO"}
}

func german() map[string]string {
	return map[string]string{"POSTER": "PLAKAT", "CARD": "KARTE", "FLYER": "FLUGBLATT", "CALENDAR": "KALENDER"}
}

func french() map[string]string {
	return map[string]string{"POSTER": "AFFICHE", "CARD": "CARTE", "CANVAS": "TOILE"}
}

func polish() map[string]string {
	return map[string]string{"POSTER": "plakat", "CARD": "kartka", "CANVAS": "plotno"}
}

func dutch() map[string]string {
	return map[string]string{"FLYER": "folder", "CARD": "kaart", "POSTER": "affiche"}
}

func norse() map[string]string {
	return map[string]string{"BOOK": "BOK", "FLYER": "LOEPESEDDEL", "CALENDAR": "KALENDER"}
}
