package demo

import "strings"

// mode is the order type under its own name, left out for a usual order.
func (f *facts) modeAs(name string) []field {
	if f.mode == "" {
		return nil
	}
	return []field{as(name, f.mode)}
}

func (f *facts) speed(usual, fast string) string {
	if f.fast {
		return fast
	}
	return usual
}

func each(lines []line, do func(line) value) value {
	items := make([]value, len(lines))
	for i, l := range lines {
		items[i] = do(l)
	}
	return listOf(items...)
}

func eachFile(l line, do func(file) value) value {
	items := make([]value, len(l.files))
	for i, f := range l.files {
		items[i] = do(f)
	}
	return listOf(items...)
}

// put adds fields to those before them; it keeps trees of optional fields readable.
func put(fields []field, more ...field) []field { return append(fields, more...) }

func norrskenOrder(f *facts) value {
	head := put(f.modeAs("mode"), as("number", f.ref), as("currency", strings.ToLower(f.currency)))
	delivery := dict(as("given", f.given), as("family", f.family), as("street", f.street), as("town", f.town),
		as("zip", f.zip), as("country", strings.ToLower(f.country)), as("email", f.email), as("speed", f.speed("STD", "EXP")))
	lines := each(f.lines, func(l line) value {
		return dict(as("sku", l.code), count("qty", l.pieces), at("art", eachFile(l, func(a file) value {
			return dict(as("side", a.side), as("href", a.url))
		})))
	})
	return dict(at("order", dict(put(head, at("delivery", delivery), at("lines", lines))...)))
}

func havbrisOrder(f *facts) value {
	head := put(nil, as("ordrenr", f.ref))
	head = put(head, f.modeAs("type")...)
	head = put(head, as("valuta", f.currency), as("fragt", f.speed("pakkeshop", "erhverv")), as("fornavn", f.given), as("efternavn", f.family),
		at("adresse", dict(as("vej", f.street), as("by", f.town), as("postnr", f.zip), as("land", f.country))), as("email", f.email))
	if f.phone != "" {
		head = put(head, as("telefon", f.phone))
	}
	return dict(put(head, at("varer", each(f.lines, func(l line) value {
		item := put(nil, count("linje", l.no), as("varenr", l.code), count("antal", l.pieces), at("pris", literal(l.price)), as("forside", l.files[0].url))
		if len(l.files) > 1 {
			item = put(item, as("bagside", l.files[1].url))
		}
		return dict(item...)
	})))...)
}

func kaiserOrder(f *facts) value {
	to := put(nil)
	if f.company != "" {
		to = put(to, as("Firma", f.company))
	}
	to = put(to, as("Vorname", f.given), as("Nachname", f.family), as("Strasse", f.street), as("PLZ", f.zip), as("Ort", f.town), as("Land", f.country))
	head := put(nil, as("Nummer", f.ref))
	head = put(head, f.modeAs("Art")...)
	head = put(head, as("Waehrung", f.currency), as("Versandart", f.speed("DHL", "EXPRESS")),
		at("Kunde", dict(as("Nr", "K-40"+f.zip), as("EMail", f.email+" "))), at("Lieferadresse", dict(to...)))
	lines := each(f.lines, func(l line) value {
		return dict(count("Pos", l.no*10), as("ArtNr", l.code), count("Menge", l.pieces), at("Preis", literal(l.price)),
			at("Druckdaten", eachFile(l, func(a file) value {
				side := map[string]string{"front": "vorne", "back": "hinten", "default": "eins"}[a.side]
				return dict(as("Seite", side), as("URL", a.url))
			})))
	})
	return dict(at("Auftrag", dict(put(head, at("Positionen", lines))...)))
}

func obrazyOrder(f *facts) value {
	to := put(nil, as("imie", f.given), as("nazwisko", f.family), as("ulica", f.street), as("kod", f.zip), as("miasto", f.town), as("mail", f.email))
	if f.phone != "" {
		to = put(to, as("tel", f.phone))
	}
	head := put(nil, as("nr_zamowienia", f.ref))
	head = put(head, f.modeAs("tryb")...)
	return dict(put(head, as("waluta", f.currency), at("odbiorca", dict(to...)), at("pozycje", each(f.lines, func(l line) value {
		return dict(count("lp", l.no), as("kod", l.code), count("szt", l.pieces), count("strony", len(l.files)),
			at("pliki", eachFile(l, func(a file) value { return str(a.url) })))
	})))...)
}

func prairieOrder(f *facts) value {
	paid := "paid"
	if f.mode == "draft" {
		paid = "pending"
	}
	to := dict(as("first_name", f.given), as("last_name", f.family), as("address1", f.street), as("city", f.town), as("province_code", f.state),
		as("zip", f.zip), as("country_code", f.country), as("phone", f.phone))
	items := each(f.lines, func(l line) value {
		return dict(at("id", literal("13400"+strings.TrimPrefix(f.ref, "#")+string(rune('0'+l.no)))), as("sku", l.code), count("quantity", l.pieces), as("price", l.price),
			at("properties", eachFile(l, func(a file) value { return dict(as("name", "_print_"+a.side), as("value", a.url)) })))
	})
	return dict(at("id", literal("58000"+strings.TrimPrefix(f.ref, "#"))), as("name", f.ref), as("email", f.email), as("currency", f.currency), as("financial_status", paid),
		at("shipping_lines", listOf(dict(as("code", f.speed("Standard", "2-Day"))))), at("shipping_address", to), at("line_items", items))
}

func mukiOrder(f *facts) value {
	head := put(nil, as("tunnus", f.ref))
	head = put(head, f.modeAs("tyyppi")...)
	to := dict(as("etunimi", f.given), as("sukunimi", f.family), as("osoite", f.street), as("postinumero", f.zip), as("kaupunki", f.town),
		as("maa", strings.ToLower(f.country)), as("email", f.email))
	return dict(at("tilaus", dict(put(head, at("saaja", to), at("rivit", each(f.lines, func(l line) value {
		return dict(as("tuote", l.code), count("kpl", l.pieces), at("kuvat", eachFile(l, func(a file) value {
			return dict(as("puoli", a.side), as("url", a.url))
		})))
	})))...)))
}
