package export_test

// locale is a person of one country, with what systems there call the fields.
type locale struct {
	name                                                                                                   string
	given, family, full, company, street, city, postcode, abroad, phone, mail, person, account, born, gift string
}

// locales are the fourteen countries and languages whose people are in the grid.
var locales = []locale{
	{"se", "Sigbritt", "Lindqvist-Öberg", "Sigbritt Lindqvist-Öberg", "Bygdéns Måleri AB", "Björkgatan 12 B", "Härnösand", "871 45", "+46 70-174 06 51",
		"070-174 06 51", "sigbritt.lindqvist@kund.example", "19870503-1239", "SE45 5000 0000 0583 9825 7466", "1987-05-03", "Grattis lilla Bosse på åttaårsdagen"},
	{"no", "Ragnhild", "Bjørnstad", "Ragnhild Bjørnstad", "Fjellhamar Trykk", "Kirkegårdsveien 7", "Ålesund", "NO-6003", "+47 916 24 871",
		"916 24 871", "ragnhild@kunde.example", "13097248022", "NO93 8601 1117 947", "13.09.1972", "Gratulerer kjære Oddvar"},
	{"dk", "Frederikke", "Østergård", "Frederikke Østergård", "Sønderby Kopi", "Nørrebrogade 118", "Hjørring", "DK-9800", "+45 20 74 18 36",
		"20 74 18 36", "frederikke@kunde.example", "070761-4285", "DK50 0040 0440 1162 43", "07-07-1961", "Tillykke søde Bjarne"},
	{"fi", "Päivi", "Hämäläinen", "Päivi Hämäläinen", "Järvisen Kirjapaino", "Mäkelänkatu 24 C", "Jyväskylä", "FI-40100", "+358 40 123 4567",
		"040 123 4567", "paivi.hamalainen@asiakas.example", "131052-308T", "FI21 1234 5600 0007 85", "13.10.1952", "Onnea rakas Väinö"},
	{"de", "Wolfgang", "Großmann", "Wolfgang Großmann", "Schäffler Druckerei", "Königsallee 27a", "Düsseldorf", "D-40212", "+49 171 3920175",
		"0171 3920175", "w.grossmann@kunde.example", "65 929 970 489", "DE89 3704 0044 0532 0130 00", "24.12.1958", "Herzlichen Glückwunsch Opa Heinz"},
	{"fr", "Geneviève", "Lefèbvre", "Geneviève Lefèbvre", "Imprimerie Façonnable", "14 rue de l'Évêché", "Besançon", "F-25000", "+33 6 12 34 56 78",
		"06 12 34 56 78", "genevieve@cliente.example", "2 55 08 14 168 025 38", "FR14 2004 1010 0505 0001 3M02 606", "14/08/1955", "Joyeux anniversaire Mémé Odette"},
	{"es", "Íñigo", "Núñez Ibáñez", "Íñigo Núñez Ibáñez", "Gráficas Peñalver", "Calle Alcalá 118, 3º izq", "Logroño", "E-26003", "+34 612 345 678",
		"612 345 678", "inigo.nunez@cliente.example", "12345678Z", "ES91 2100 0418 4502 0005 1332", "03/02/1990", "Felicidades abuela Begoña"},
	{"it", "Niccolò", "Sant'Angelo", "Niccolò Sant'Angelo", "Tipografia Caffè Nero", "Viale dell'Università 9/b", "Forlì-Cesena", "I-47121", "+39 347 123 4567",
		"347 123 4567", "niccolo@cliente.example", "SNTNCL85M01D704X", "IT60 X054 2811 1010 0000 0123 456", "01/08/1985", "Tanti auguri nonna Ginevra"},
	{"pl", "Świętosława", "Brzęczyszczykiewicz", "Świętosława Brzęczyszczykiewicz", "Drukarnia Żółwik", "ul. Źródlana 5/17", "Łódź-Bałuty", "91-473", "+48 601 234 567",
		"601 234 567", "swietoslawa@klient.example", "44051401359", "PL61 1090 1014 0000 0712 1981 2874", "14.05.1944", "Sto lat kochana babciu Zosiu"},
	{"nl", "Willemijn", "van der Meulen", "Willemijn van der Meulen", "Drukkerij Zeeuws", "Prinsengracht 263-III", "'s-Hertogenbosch", "5211 JK", "+31 6 12345678",
		"06-12345678", "willemijn@klant.example", "111222333", "NL91 ABNA 0417 1643 00", "30-04-1980", "Gefeliciteerd lieve Oma Truus"},
	{"en-GB", "Siobhán", "O'Connor-Smythe", "Siobhán O'Connor-Smythe", "Thistlewood Press", "Flat 3, 14 Hawthorne Crescent", "Stoke-on-Trent", "ST4 2RW", "+44 7700 900461",
		"07700 900461", "siobhan@customer.example", "QQ 12 34 56 C", "GB29 NWBK 6016 1331 9268 19", "17/11/1979", "Happy birthday dearest Gwendolyn"},
	{"en-US", "DeShawn", "Featherstonehaugh", "DeShawn Featherstonehaugh", "Kowalczyk Printing", "1420 Sycamore Blvd Apt 9", "Albuquerque", "87102-3418", "+1 (505) 555-0142",
		"(505) 555-0142", "deshawn@customer.example", "078-05-1120", "000123456789 021000021", "05/23/1984", "Congrats coach Thibodeaux"},
	{"ja", "太郎左衛門", "山田長谷川", "山田長谷川太郎左衛門", "有限会社桜川印刷所", "東京都千代田区丸の内一丁目", "千代田区霞が関", "〒100-8111", "+81 90-1234-5678",
		"090-1234-5678", "taro.yamada@okyaku.example", "123456789018", "0001-123-4567890", "1968年7月19日", "お誕生日おめでとう花子ちゃん"},
	{"ar", "محمد عبد", "الرحمن البغدادي", "محمد عبد الرحمن البغدادي", "مطبعة النخيل الذهبية", "شارع الملك فيصل عمارة", "الإسكندرية", "AE-21532", "+971 50 123 4567",
		"050 123 4567", "mohammed@zabun.example", "784-1979-1234567-1", "AE07 0331 2345 6789 0123 456", "1979/03/21", "عيد ميلاد سعيد يا فاطمة"},
}

// canaries are the kinds of personal value of a country.
func (l locale) canaries() []canary {
	return []canary{
		{"given name", l.given, "firstName", "Customer"}, {"family name", l.family, "lastName", "Customer"}, {"full name", l.full, "recipient", "Customer"},
		{"company", l.company, "companyName", "for"}, {"street", l.street, "addressLine1", "to"}, {"city", l.city, "city", "in"},
		{"postcode", l.postcode, "postCode", "in"}, {"phone from abroad", l.abroad, "phone", "tel."}, {"phone", l.phone, "mobile", "call"},
		{"mail", l.mail, "email", "mail"}, {"number of a person", l.person, "nationalId", "born"}, {"account", l.account, "iban", "account"},
		{"birth date", l.born, "dateOfBirth", "born"}, {"greeting", l.gift, "greeting", "says"}, {"user", "u." + l.mail[:6] + "-77", "username", "user"},
	}
}

// secrets are the kinds that are the same everywhere.
var secrets = []canary{
	{"card", "4111 1111 1111 1111", "cardNumber", "card"},
	{"internet address", "203.0.113.77", "clientIp", "from"},
	{"new internet address", "2001:db8:85a3::8a2e:370:7334", "ip", "from"},
	{"place", "59.32938, 18.06871", "coordinates", "at"},
	{"JWT", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhc2EifQ.c2lnbmF0dXJl", "accessToken", "token"},
	{"API key", "demo-live-9f2c77", "apiKey", "api key:"},
	{"password", "hunter2-demo!", "password", "password:"},
	{"cloud key", "AKIAIOSFODNN7EXAMPLE", "awsAccessKeyId", "key"},
	{"signature", "9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab", "signature", "signature:"},
	{"session", "s%3AQxv9.Zr1x-LongSession", "sessionId", "session:"},
	{"signed S3 address", "AKIDEXAMPLE77%2F20261103%2Feu-north-1%2Fs3%2Faws4_request", "X-Amz-Credential", "credential:"},
	{"signed Google address", "svc-77@proj-9.iam.gserviceaccount.example", "GoogleAccessId", "access id"},
	{"signed Azure address", "kq7%2BZr1xQxv9Lm4TnB8wEo2RyUiPaSdFgHjKl0%3D", "sig", "signature:"},
	{"basic authorization", "ZGVtby11c2VyOmh1bnRlcjItZGVtbw==", "authorization", "Authorization: Basic"},
	{"cookie", "sid77Qxv9Zr1xLm4TnB8w", "cookie", "Cookie: sid="},
}
