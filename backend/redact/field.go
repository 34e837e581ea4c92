package redact

import (
	"regexp"
	"strings"
)

// rule says which values of a field may leave; the others are replaced.
type rule func(m *Masker, value string) bool

// allowed are the fields that may leave when their value is what the name promises, by the name's letters and
// digits in lower case. Everything that is not here is replaced.
var allowed = fields([]fieldRule{
	{(*Masker).isID, `id ids uid uuid guid ref refs reference referenceid references number no nr nummer ordernumber orderno ordernr order ordernummer bestallning
	beställning lineno lineitem item position pos sku skus art artikel article articleno articlenumber artnr product produkt productcode productuid
	productid modeluid model variant itemno trackingcode trackingnumber tracking trackingid kolli kollinummer parcel parcelid package version
	facility printer psp traceparent key field fieldname path pointer column columns side lookup connector carrier carriercode method shippingmethod
	shipmentmethod speed template templatename attributename trigger storecode`},
	{(*Masker).isCode, `code kod`},
	{(*Masker).isMeasure, `quantity qty count antal copies pages pagescount amountofpages copiesperset n attempts attempt line columnno row index weight
	width height depth length size delaydays daysdelayed days dpi bleed paperformat unit units dimensions resolution sheets colours colors sort rank
	page limit offset retryafter retryafters`},
	{(*Masker).isSize, `sizebytes bytes duration durationms timeout timeoutms elapsed elapsedms contentlength`},
	{(*Masker).isTerm, `status state type event kind mode channel engine class severity outcome result action phase step orientation direction transport encoding
	charset contenttype contentencoding mimetype language lang locale priority ordertype fulfillmentstatus financialstatus itemstatus paymentstatus
	shippingstatus shipmentstatus deliverystatus eventtype eventname name title label colour color coating paper papertype colortype bindingtype
	covertype finish finishing lamination protection packaging speedclass errortype httpmethod verb protocol enabled success ok hit strict
	material`},
	{(*Masker).isTerm, `errorcode errorclass exception exceptiontype faultcode reasoncode statuscode httpstatus errornumber errno errorname`},
	{(*Masker).isCountry, `country countrycode land landskod shippingcountry billingcountry fulfillmentcountry destinationcountry productioncountry origincountry`},
	{(*Masker).isCurrency, `currency currencycode retailcurrency valuta cur`},
	{(*Masker).isTime, `at time timestamp date created updated createdat updatedat modified modifiedat deletedat receivedat occurredat sentat shippedat deliveredat printedat
	producedat canceledat cancelledat expiresat startedat finishedat completedat orderdate dispatchdate currentdate expecteddispatchdate
	expecteddeliverydate mindeliverydate maxdeliverydate shipdate deliverydate createddate duedate from to asof iat exp nbf`},
})

// personal are the fields that say whose data they hold; not even a technical word leaves them.
var personal = kinds([]fieldKind{
	{kindName, `firstname lastname givenname given familyname family surname fullname middlename nickname displayname recipient recipientname
	consignee addressee attention attn att contact contactname contactperson customername buyer buyername personname person owner signer signedby
	username user login userid loginname fname lname fn ln förnamn fornamn efternamn namn mottagare kontakt kontaktperson beställare vorname nachname
	empfänger nombre apellido apellidos prénom prenom nom cognome destinataire imię nazwisko sukunimi etunimi navn fornavn etternavn voornaam
	achternaam soldtoname shiptoname billtoname author createdby updatedby modifiedby sender sendername`},
	{kindEmail, `email emailaddress mail mailaddress epost epostadress mejl correo courriel emails recipients cc bcc replyto`},
	{kindPhone, `phone phonenumber mobile mobilephone mobilenumber cell cellphone tel telephone telefon telefonnummer mobil mobilnummer tfn gsm fax msisdn sms
	whatsapp`},
	{kindAddress, `address addressline addressline1 addressline2 addressline3 address1 address2 address3 line1 line2 line3 street street1 street2 streetname
	streetaddress streetnumber houseno housenumber housenr house apartment apt flat floor building entrance doorcode adr adress gata gatuadress husnummer
	strasse straße hausnummer rue calle via indirizzo direccion dirección careof co pobox box poi landmark district region county province stateprovince
	statecode adressrad1 adressrad2 deliveryinstructions`},
	{kindCity, `city town locality village municipality postort ort stad ville stadt ciudad città miasto by suburb`},
	{kindPostcode, `zip zipcode postcode postalcode postnr postnummer plz cap cep codepostal pincode postal`},
	{kindCompany, `company companyname organisation organization organisationname organizationname firm firma företag foretag business businessname entreprise azienda`},
	{kindPerson, `ssn personnummer pnr personnr nationalid nationalidnumber personalid identitynumber socialsecuritynumber taxid taxnumber tin vat vatid
	vatnumber orgnr orgno organisationsnummer cpf cnpj federaltaxid statetaxid passport passportnumber driverslicense licenseplate fodselsnummer eori`},
	{kindDate, `dob birthdate birthday dateofbirth born födelsedatum fodelsedatum birthyear age ålder`},
	{kindCard, ` cardnumber pan creditcard creditcardnumber ccnumber kortnummer cardholder`},
	{kindIBAN, `iban account accountnumber bankaccount bankgiro plusgiro bic swift sortcode routingnumber kontonummer`},
	{kindIP, `ip ipaddress clientip remoteaddr remoteip xforwardedfor forwardedfor`},
	{kindPlace, `lat latitude lon lng longitude coordinates geo geolocation`},
	{kindText, `note notes instructions greeting dedication personalization personalisation giftmessage gift inscription engraving halsning hälsning motto caption subject`},
	{kindSecret, `pin cvv cvc otp`},
})

// spoken are the fields that hold sentences of a system, looked through word by word.
var spokenFields = set("message", "msg", "error", "errors", "detail", "details", "description", "why", "hint", "fault", "faultstring", "cause",
	"exceptionmessage", "errormessage", "reason", "comment", "statusmessage", "errordescription", "info", "warning", "warnings", "trace", "stacktrace",
	"productname", "productdescription", "existing", "text", "responsebody", "useragent", "statustext", "meddelande", "orsak", "debug", "output")

// closeFields are the spoken fields that people write: of them only known words may leave.
var closeFields = set("reason", "comment", "description", "productname", "productdescription", "text", "meddelande", "orsak", "info")

// fieldRule and fieldKind are one line of these tables; names are parted by white space.
type (
	fieldRule struct {
		rule  rule
		names string
	}
	fieldKind struct{ kind, names string }
)

func fields(lines []fieldRule) map[string]rule {
	all := map[string]rule{}
	for _, l := range lines {
		for n := range strings.FieldsSeq(l.names) {
			all[n] = l.rule
		}
	}
	return all
}

func kinds(lines []fieldKind) map[string]string {
	all := map[string]string{}
	for _, l := range lines {
		for n := range strings.FieldsSeq(l.names) {
			all[n] = l.kind
		}
	}
	return all
}

// compact gives a name's letters and digits in lower case.
func compact(name string) string { return strings.Join(wordsOf(name), "") }

// ofPerson are the places under which a name, number or code is somebody's and not an order's.
var ofPerson = regexp.MustCompile(`(?i)address|delivery|recipient|ship_?to|bill_?to|consignee|contact|customer|buyer|person|company|sender|kund|mottagare|payer|user|account|` +
	`adres|odbiorc|klient|dostaw|empf[aä]|anschrift|liefer|destinata|indirizzo|livraison|direcci|endere|ontvanger|mottaker|modtager|vastaanottaja|toimitus`)

// someones is what plain field names mean in such a place.
var someones = map[string]string{"name": kindName, "namn": kindName, "title": kindName, "number": kindAddress, "no": kindAddress,
	"nr": kindAddress, "state": kindAddress, "code": kindPostcode, "kod": kindPostcode}

// inCompounds are the kinds that a word of a longer name gives: customerEmail, work_phone.
var inCompounds = set(kindEmail, kindPhone, kindPostcode, kindCity)

// personalKind says that a field is somebody's, and what of them.
func personalKind(path []string) string {
	if len(path) == 0 {
		return ""
	}
	words := wordsOf(path[len(path)-1])
	name := strings.Join(words, "")
	if kind, ok := personal[name]; ok {
		return kind
	}
	if kind := compoundKind(words); kind != "" {
		return kind
	}
	if kind, ok := someones[name]; ok && len(path) > 1 && ofPerson.MatchString(strings.Join(path[:len(path)-1], ".")) &&
		!strings.Contains(strings.ToLower(path[len(path)-2]), "method") {
		return kind
	}
	return ""
}

func compoundKind(words []string) string {
	if len(words) < 2 || words[len(words)-1] == "country" || words[len(words)-1] == "id" {
		return ""
	}
	for _, w := range words {
		if kind := personal[w]; inCompounds[kind] && w != "by" && w != "mail" {
			return kind
		}
	}
	name := strings.Join(words, " ")
	if last := words[len(words)-1]; (last == "name" || last == "namn") && ofPerson.MatchString(name) {
		return kindName
	}
	return ""
}

// ruleOf finds the rule of a field; nil means that nothing may leave.
func ruleOf(path []string) rule {
	if len(path) == 0 {
		return nil
	}
	words := wordsOf(path[len(path)-1])
	if r, ok := allowed[strings.Join(words, "")]; ok {
		return r
	}
	if len(words) < 2 {
		return nil
	}
	switch words[len(words)-1] {
	case "id", "ids", "uid", "uuid", "guid", "sku", "reference", "code", "number":
		return (*Masker).isID
	case "status", "type", "event":
		return (*Masker).isTerm
	case "at", "date", "time", "timestamp":
		return (*Masker).isTime
	case "country":
		return (*Masker).isCountry
	case "currency":
		return (*Masker).isCurrency
	case "quantity", "qty", "count", "weight", "width", "height", "size":
		return (*Masker).isMeasure
	case "ms", "bytes":
		return (*Masker).isSize
	}
	return nil
}

// secretField says that a field of a body, or one around it, holds credentials. Key and the like are ordinary there.
func secretField(path []string) bool {
	for i, name := range path {
		c := compact(name)
		switch c {
		case "key", "keys", "sign", "policy", "session", "ticket", "pass", "cookies", "sid":
			if i < len(path)-1 || c != "session" && c != "pass" && c != "sid" {
				continue
			}
		}
		if SecretName(name) && (i == len(path)-1 || c == "auth" || c == "credentials" || c == "authentication" || c == "secrets") {
			return true
		}
	}
	return false
}
