package demo

import "strconv"

func brightwaterOrder(f *facts) value {
	root := put(nil, as("@ref", f.ref))
	root = put(root, f.modeAs("@mode")...)
	root = put(root, as("@currency", f.currency), as("Service", f.speed("STANDARD", "NEXTDAY")),
		at("ShipTo", dict(as("@country", f.country), as("Name", f.given+" "+f.family), as("Line1", f.street), as("City", f.town), as("Postcode", f.zip), as("Email", f.email))))
	return dict(at("PrintOrder", dict(put(root, at("Line", each(f.lines, func(l line) value {
		return dict(as("@no", "L"+strconv.Itoa(l.no)), as("@sku", l.code), as("Qty", strconv.Itoa(l.pieces)), at("Artwork", eachFile(l, func(a file) value {
			return dict(as("@side", a.side), as("#text", a.url))
		})))
	})))...)))
}

func lumiereOrder(f *facts) value {
	root := put(nil, as("@numero", f.ref))
	root = put(root, f.modeAs("@type")...)
	articles := each(f.lines, func(l line) value {
		return dict(as("Reference", l.code), as("Quantite", strconv.Itoa(l.pieces)), at("Fichier", eachFile(l, func(a file) value {
			face := map[string]string{"front": "recto", "back": "verso", "default": "unique"}[a.side]
			return dict(as("@face", face), as("#text", a.url))
		})))
	})
	return dict(at("Commande", dict(put(root, as("Transport", f.speed("COLISSIMO", "CHRONO")),
		at("Livraison", dict(as("Prenom", f.given), as("Nom", f.family), as("Rue", f.street), as("CodePostal", f.zip), as("Ville", f.town), as("Pays", f.country), as("Courriel", f.email))),
		at("Articles", dict(at("Article", articles))))...)))
}

func fjordtrykkOrder(f *facts) value {
	to := put(nil)
	if f.company != "" {
		to = put(to, as("Firma", f.company))
	}
	to = put(to, as("Fornavn", f.given), as("Etternavn", f.family), as("Adresse", f.street), as("Postnr", f.zip), as("Poststed", f.town), as("Land", f.country), as("Epost", f.email))
	head := put(nil, as("OrdreNr", f.ref))
	head = put(head, f.modeAs("Type")...)
	lines := each(f.lines, func(l line) value {
		return dict(as("@nr", strconv.Itoa(l.no)), as("Vare", l.code), as("Antall", strconv.Itoa(l.pieces)), at("Fil", eachFile(l, func(a file) value {
			return dict(as("@side", a.side), as("#text", a.url))
		})))
	})
	return dict(at("Ordre", dict(put(head, as("Valuta", f.currency), as("Frakt", f.speed("SERVICEPAKKE", "EKSPRESS")), at("Mottaker", dict(to...)), at("Linjer", dict(at("Linje", lines))))...)))
}

func hudsonOrder(f *facts) value {
	kind := "regular"
	if f.mode != "" {
		kind = f.mode
	}
	cents := 0
	for _, l := range f.lines {
		cents += l.product.cents * l.pieces
	}
	whom := put(nil)
	if f.company != "" {
		whom = put(whom, as("Company", f.company))
	}
	whom = put(whom, as("First", f.given), as("Last", f.family))
	root := put(nil, as("@version", "1.2"),
		at("Header", dict(as("@orderID", f.ref), as("@orderType", kind), at("Total", dict(as("@currency", f.currency), as("#text", strconv.Itoa(cents/100)))), as("Service", f.speed("GROUND", "2DAY")))),
		at("ShipTo", dict(at("DeliverTo", dict(whom...)), as("Street", f.street), as("City", f.town), as("State", f.state), as("PostalCode", f.zip),
			at("Country", dict(as("@isoCountryCode", f.country))), as("Email", f.email))))
	return dict(at("PurchaseOrder", dict(put(root, at("ItemOut", each(f.lines, func(l line) value {
		return dict(as("@lineNumber", strconv.Itoa(l.no)), as("@quantity", strconv.Itoa(l.pieces)), as("SupplierPartID", l.code), as("Description", l.product.thing+" "+l.product.size+`", "as agreed"`),
			at("Artwork", eachFile(l, func(a file) value { return dict(as("@name", a.side), as("#text", a.url)) })))
	})))...)))
}
