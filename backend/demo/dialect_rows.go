package demo

import "strconv"

func skolbildOrder(f *facts) value {
	school := f.company
	if school == "" {
		school = f.town + `s skola "Norra"`
	}
	return each(f.lines, func(l line) value {
		return dict(as("orderReferenceId", f.ref), as("itemReferenceId", f.ref+"-"+strconv.Itoa(l.no)), as("orderType", f.mode), as("school", school),
			as("firstName", f.given), as("lastName", f.family), as("addressLine1", f.street), as("city", f.town), as("postCode", f.zip), as("country", f.country),
			as("email", f.email), as("productCode", l.code), as("quantity", strconv.Itoa(l.pieces)), as("fileUrl", l.files[0].url))
	})
}

func stadsdrukOrder(f *facts) value {
	return each(f.lines, func(l line) value {
		return dict(as("bestelnr", f.ref), as("regel", strconv.Itoa(l.no)), as("soort", f.mode), as("voornaam", f.given), as("achternaam", f.family),
			as("straat", f.street+", achterom"), as("postcode", f.zip), as("plaats", f.town), as("land", "nl"), as("email", " "+f.email), as("verzending", f.speed("POSTNL", "SPOED")),
			as("artikel", l.code), as("aantal", strconv.Itoa(l.pieces)), as("bestand", l.files[0].url))
	})
}

func bokslukarenOrder(f *facts) value {
	l := f.lines[0]
	return dict(as("ref", f.ref), as("typ", f.mode), as("cur", ""), as("fn", f.given), as("ln", f.family), as("adr", f.street), as("ort", f.town), as("pnr", f.zip),
		as("epost", f.email), as("art", l.code), as("antal", strconv.Itoa(l.pieces)), as("fil", l.files[0].url))
}

func dolomitiOrder(f *facts) value {
	l := f.lines[0]
	back := ""
	if len(l.files) > 1 {
		back = l.files[1].url
	}
	return dict(as("ordine", f.ref), as("tipo", f.mode), as("spedizione", f.speed("BRT", "ESPRESSO")), as("nome", f.given), as("cognome", f.family), as("via", f.street),
		as("citta", f.town), as("cap", f.zip), as("email", f.email), as("articolo", l.code), as("quantita", strconv.Itoa(l.pieces)), as("file_fronte", l.files[0].url), as("file_retro", back))
}
