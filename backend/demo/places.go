package demo

// place is where people live: their names and addresses are drawn from it.
type place struct {
	country  string // two letters
	currency string
	given    []string
	family   []string
	streets  []string // %d is the house number
	towns    []town
	zone     zone
}

type town struct{ name, zip string }

func sweden() *place {
	return &place{country: "SE", currency: "SEK", zone: zone{winter: hour},
		given:   []string{"Åsa", "Göran", "Märta", "Björn", "Elin", "Oskar", "Saga", "Håkan", "Linnéa", "Anders", "Ebba", "Torbjörn", "Maja", "Örjan"},
		family:  []string{"Lindqvist-Öberg", "Håkansson", "Sjögren", "Åkerlund", "Nyström", "Wallgren", "Bäckman", "Ekdahl", "Söderqvist", "Palmér", "Hägg", "Fors"},
		streets: []string{"Björkgatan %d", "Skolvägen %d", "Östra Hamngatan %d", "Kärrstigen %d", "Ångbåtskajen %d", "Storgatan %d B", "Sjöängsvägen %d"},
		towns:   []town{{"Malmö", "211 34"}, {"Borås", "506 30"}, {"Umeå", "903 26"}, {"Örebro", "702 11"}, {"Växjö", "352 30"}, {"Göteborg", "411 05"}, {"Luleå", "972 38"}, {"Stockholm", "118 20"}}}
}

func denmark() *place {
	return &place{country: "DK", currency: "DKK", zone: zone{winter: hour},
		given:   []string{"Søren", "Jørgen", "Freja", "Mads", "Birthe", "Åge", "Signe", "Rasmus", "Kirsten", "Bjørn"},
		family:  []string{"Sørensen", "Nørgaard", "Østergaard", "Kjær", "Møller", "Thygesen", "Bækgaard", "Lund"},
		streets: []string{"Nørregade %d", "Søndergade %d, 2. tv", "Østerbrovej %d", "Møllevangen %d", "Ågade %d"},
		towns:   []town{{"Århus C", "8000"}, {"Odense", "5000"}, {"Køge", "4600"}, {"Sønderborg", "6400"}, {"København Ø", "2100"}}}
}

func norway() *place {
	return &place{country: "NO", currency: "NOK", zone: zone{winter: hour},
		given:   []string{"Øyvind", "Ingrid", "Håvard", "Solveig", "Tormod", "Åse", "Sindre", "Bjørg"},
		family:  []string{"Bjørnstad", "Haugen", "Øvrebø", "Sæther", "Lillehammer-Dahl", "Tveit", "Strømme", "Ås"},
		streets: []string{"Fjordgata %d", "Øvre Slottsgate %d", "Kirkeveien %d", "Bryggeallmenningen %d"},
		towns:   []town{{"Tromsø", "9008"}, {"Bodø", "8006"}, {"Ålesund", "6002"}, {"Trondheim", "7011"}, {"Lillestrøm", "2000"}}}
}

func finland() *place {
	return &place{country: "FI", currency: "EUR", zone: zone{winter: 2 * hour},
		given:   []string{"Päivi", "Väinö", "Aino", "Jyrki", "Sirpa", "Eetu", "Hilkka", "Mikko"},
		family:  []string{"Hämäläinen", "Mäkelä", "Väyrynen", "Korhonen", "Sjöholm", "Lehtimäki", "Nygård"},
		streets: []string{"Hämeentie %d", "Yliopistonkatu %d", "Mäntymäentie %d A", "Satamakatu %d"},
		towns:   []town{{"Jyväskylä", "40100"}, {"Hämeenlinna", "13100"}, {"Seinäjoki", "60100"}, {"Turku", "20100"}}}
}

func germany() *place {
	return &place{country: "DE", currency: "EUR", zone: zone{winter: hour},
		given:   []string{"Jürgen", "Käthe", "Björn", "Annelie", "Günther", "Sören", "Heike", "Matthias", "Ulrike"},
		family:  []string{"Weiß", "Müller-Lüdenscheid", "Groß", "Schäfer", "Böhm", "von der Heide", "Preuß", "Köhler"},
		streets: []string{"Goethestraße %d", "Am Mühlbach %d", "Weißenburger Straße %d", "Große Gasse %d", "Königsallee %d"},
		towns:   []town{{"Köln", "50667"}, {"München", "80331"}, {"Düsseldorf", "40213"}, {"Gießen", "35390"}, {"Lübeck", "23552"}}}
}

func france() *place {
	return &place{country: "FR", currency: "EUR", zone: zone{winter: hour},
		given:   []string{"Chloé", "Benoît", "Hélène", "François", "Anaïs", "Théo", "Zoé", "Gaël"},
		family:  []string{"Lefèvre", "Noël", "d'Aubigné", "Château", "Béranger", "L'Hôte", "Gonçalves", "Marchand"},
		streets: []string{"%d rue de l'Église", "%d bis avenue du Général", "%d place du Marché", "%d impasse des Lilas"},
		towns:   []town{{"Orléans", "45000"}, {"Nîmes", "30000"}, {"Besançon", "25000"}, {"Saint-Étienne", "42000"}, {"Évreux", "27000"}}}
}

func poland() *place {
	return &place{country: "PL", currency: "PLN", zone: zone{winter: hour},
		given:   []string{"Łukasz", "Małgorzata", "Zbigniew", "Agnieszka", "Żaneta", "Bartłomiej", "Grażyna", "Stanisław"},
		family:  []string{"Wiśniewska", "Zając", "Dąbrowski", "Wójcik", "Gąsior", "Kołodziej", "Źrebiec", "Nowak"},
		streets: []string{"ul. Świętego Marcina %d", "ul. Łąkowa %d/4", "al. Niepodległości %d", "ul. Źródlana %d"},
		towns:   []town{{"Łódź", "90-001"}, {"Kraków", "30-002"}, {"Poznań", "61-801"}, {"Gdańsk", "80-805"}, {"Wrocław", "50-030"}}}
}

func britain() *place {
	return &place{country: "GB", currency: "GBP", zone: zone{},
		given:   []string{"Imogen", "Rhys", "Siobhán", "Callum", "Beatrix", "Alasdair", "Niamh", "Gareth"},
		family:  []string{"de la Rue", "O'Connor", "Smythe-Jones", "Mac an Bháird", "Featherstonehaugh", "Pryce", "Whitlock"},
		streets: []string{"%d Harbour & Quay", "Flat %d, The Old Mill", "%d St Mary's Close", "%d King's Lane"},
		towns:   []town{{"Whitby", "YO21 1AA"}, {"Bath", "BA1 1BB"}, {"Stow-on-the-Wold", "GL54 1AA"}, {"Aberystwyth", "SY23 1AB"}, {"Leith", "EH6 6AA"}}}
}

func holland() *place {
	return &place{country: "NL", currency: "EUR", zone: zone{winter: hour},
		given:   []string{"Joost", "Marijke", "Daniël", "Zoë", "Sjoerd", "Anneke", "Noël", "Femke"},
		family:  []string{"van den Berg", "de Wit", "IJsselstein", "Reünis", "van 't Hoff", "Kuipers", "Terpstra"},
		streets: []string{"Oude Gracht %d", "'s-Gravenweg %d", "Prins Hendrikkade %d-II", "Kerkstraat %d"},
		towns:   []town{{"'s-Hertogenbosch", "5211 AA"}, {"Utrecht", "3511 AB"}, {"Groningen", "9711 AC"}, {"Bergen op Zoom", "4611 AD"}}}
}

func italy() *place {
	return &place{country: "IT", currency: "EUR", zone: zone{winter: hour},
		given:   []string{"Niccolò", "Giulia", "Noè", "Chiara", "Matteo", "Zoè", "Lorenzo", "Desirée"},
		family:  []string{"D'Angelo", "Forlì", "De Santis", "Pagàn", "Rossetti", "Cantù", "Bianchi"},
		streets: []string{"Via Nazionale %d", "Piazza della Libertà %d", "Vicolo dell'Orto %d/b", "Corso Università %d"},
		towns:   []town{{"Forlì", "47121"}, {"Cefalù", "90015"}, {"Bolzano", "39100"}, {"L'Aquila", "67100"}}}
}

func america(west bool) *place {
	p := &place{country: "US", currency: "USD", zone: zone{winter: -5 * hour, us: true},
		given:   []string{"José", "Mary-Ann", "Dwayne", "Zoë", "Latisha", "Hank", "Renée", "Tyler", "Beyza"},
		family:  []string{"Muñoz", "O'Neill", "St. James", "Nguyen", "Peña", "Washburn", "Kowalski Jr.", "Dubois"},
		streets: []string{"%d W 4th St Apt 2B", "%d Prairie View Rd", "%d Cañon Blvd", "PO Box %d", "%d Main St #5"},
		towns:   []town{{"Lincoln", "68508"}, {"Duluth", "55802"}, {"Poughkeepsie", "12601"}, {"Española", "87532"}, {"Burlington", "05401"}}}
	if west {
		p.zone.winter = -6 * hour
	}
	return p
}
