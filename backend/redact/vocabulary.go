package redact

import "strings"

// technical is the closed list of words that say nothing of anybody: what systems, formats, orders and errors are
// described with, in English and Swedish. A value made of nothing else may leave, unless its field is personal.
var technical = set(strings.Fields(strings.Join([]string{systemWords, orderWords, errorWords, plainWords}, " "))...)

const systemWords = `
api apis app application auth base64 binary body boundary bytes byte cache call callback charset client cli code codes config connect connection
connector content context cookie csv data database date datetime debug default delete digest dns document domain download element encoding
endpoint engine env error errors event events expression false field fields file files flag float folder form format ftp sftp gateway get gif
gmt gzip hash head header headers hit hits hook hooks host hosts html http https id ids image images import index info input int integer internal
ip ipv4 ipv6 iso item items jinja jinja2 job jobs jpeg jpg js json jsonpath key keys lang language length level line lines link links list load
local locale localhost log login logs lookup lookups map mapper mapping media message messages meta metadata method mime mode module mp4 msg name
names network none null number object octet off ok on open option options order orders output page pages param params parameter parse parser patch
path pdf ping plain png pointer port post postback postbacks proxy public put query queue queued raw read ref reference references regex render
rendered rendering request requests response result results retry retries root route row rows rule rules run schema script search server service
session sha sha256 signature site size smtp socket source sources sql ssl stage stages start stat stats status stream string sub svg switch sync
system table tables tag tags target template templates temp test text tif tiff time timeout timestamp timestamps title tls tmp token tokens trace
trigger triggers true txt type types uid uids unicode update upload uri url urls user users utc utf utf8 uuid uuids v1 v2 v3 v4 value values var
variable version view wait warn warning web webhook webhooks window worker write www xml xhtml xlsx yaml yes zip zone bearer basic keepalive close
chunked identity deflate br vary accept agent etag max min age cors csrf expires cached miss stale private gunzip json5 ndjson indent mozilla
compatible chrome safari webkit gecko curl python java node axios okhttp postman nginx apache cloudflare express kestrel gunicorn varnish envoy
chromium go golang ruby php perl requests urllib urllib3 aiohttp guzzle faraday dotnet windows linux macintosh x64 x86 arm64 intel mac os
hooks erp crm wms pim oms intake drop inbox outbox archive processed failed queue art assets asset design designs print prints preview thumb
example test demo sandbox staging live prod production dev stage eu us cdn static storage bucket s3 blob public uploads upload tracking track
spara webshop shop store stores storefront shopify etsy woocommerce prestashop magento infigo pressero cloudprinter redbubble siteflow oneflow
gelato gelatoconnect connect partner partners hq graphql rest rpc soap envelope xmlns xsi xsd wsdl ns
`

const orderWords = `
accepted accept address amended approved approval arrived article attempt attempts awaiting back barcode batch black blue book books box brand branded
brochure business calendar calendars cancel canceled cancelled cancellation canvas card cards cardboard carrier carriers carton cmyk coated coating
collected colour color colours colors completed complete confirmation confirmed copies copy count country courier cover created creating currency custom
customer customers cut date day days delayed delay deliver delivered delivery depth description design digital digitizing dimensions dispatch dispatched
double draft draught duplicate duplicates duplex envelope envelopes estimate estimated exception express facility failed failure feed final financial
finish finished finishing flat flyer flyers folded folding foil format frame framed front fulfilled fulfillment fulfilment glossy gloss green grey gsm
handed hanger hard hold home hor horizontal hour hours hoodie inner inside intransit invoice issue journal kit label labels laminated lamination
landscape large late latest layflat leaflet left lookup magazine mail manual material matt matte medium metal mm model month months mug mugs multi
normal notebook notification notified object offset on_hold once orange order ordered orders orientation original outer outside outsourced overnight
package packaged packages packaging packed packing paid paper papers parcel parcels partial partially partner passed pdf pending personalization photo
photobook photobooks pick picked pickup pin pink pixel plain portrait postcard postcards poster posters premium pre press priced priority print printed
printer printers printing process processed processing produce produced producing product production products proof protection published purple
quantity queue ready received recycled red refused refunded rejected release released reprint returned return returns review right roll round
saddle sample scheduled second self send sender sending sent set sheet sheets ship shipment shipments shipped shipping side sides silk single size sizes
sku skus small soft softcover hardcover spine spiral splitted square standard std sticker stickers stock stopped submit submitted success succeeded
successful t-shirt shirt template thick thin tote tracked tracking transit transported type uncoated under undelivered unit units unknown unpaid untracked
update updated uploading uploading urgent validated validation variant vector ver vertical wall waiting warehouse weekly weight white wide width wire
woven wrap xl xs xxl yellow zine express economy signature insured registered domestic international pallet locker
postnord mypack collect varubrev dhl ups fedex usps dpd gls hermes evri royalmail budbee bring posti instabox schenker dbschenker airmee early bird
tnt asendia correos chronopost colissimo mondial relay inpost packeta brt poste parcelforce yodel
sek eur usd gbp nok dkk chf pln czk huf cad aud jpy
order_submit_request order_submit_response cancel_request cancel_response trigger_webhook trigger_email
papertype paperformat colortype bindingtype covertype pagescount binding perfect bound stapled wiro pf pt cl ct prt sft hor
skapad mottagen godkänd misslyckad misslyckades avbruten avbruten skickad skickades skickats levererad levererats returnerad tryckt packad pågår
beställning beställningen beställningar order ordern leverans leveransen kolli kollinummer paket paketet spårning frakt produktion utkast försening
försenad dubbelbeställd dubbel dubblett makulerad ångrad kundens tryckeri tryckeriet produkt antal artikel storlek färg papper mall fält fel
`

const errorWords = `
abort aborted absent access accessible additional allowed already ambiguous argument array attribute attributes bad beyond blank blocked broken busy
cannot certificate changed character characters check client conflict connecting constraint contain contains conversion convert converted corrupt could
couldn't cycle damaged deadline declined denied deprecated dict didn't different disabled disconnected does doesn't down downloaded duplicated email
empty enabled encoded entity enum equal exceeded exceeds exceptions exist existing exists expected expired explicit extra fail fails fatal fault
fetch fetched filter finish forbidden format found gone handler has hasn't header illegal implemented incomplete incorrect indexed ineligible
inaccessible insufficient invalid is isn't iteration json key larger length limit limited locked long lookup loop lost lower malformed mandatory
match matches matching maximum minimum mismatch missing multiple must mustn't name needed negative nested never no nonexistent not nothing object
occurred off offline one only operation out overflow overload overloaded parsing peer permission permitted pipe policy positive postcode present
problem processable protocol provided range rate reached reachable readable reason recognized reconnect redirect redirected refresh refused required
reset resolution resolve resolved retrying returned same schema seconds second short should shut since size slow such supported syntax table temporarily
temporary terminated than throttled timed timeout timeouts too transport truncated try unable unauthenticated unauthorized unavailable undefined
unexpected unhandled unprocessable unreachable unreadable unrecognized unresolved unsupported until upstream used using valid value violation wrong zero
alpha numeric code decimal digits letters exception traceback attributeerror keyerror valueerror typeerror undefinederror templatesyntaxerror
templateerror runtimeerror syntaxerror nullpointerexception ioexception econnreset econnrefused etimedout enotfound
error_code no_answer template_render_error connection_refused validation_failed duplicate_order
can't won't wasn't weren't isn hasn
`

const plainWords = `
a about after again against all along also an and another any anything are as at available be because been before being below best between both but
by can did do done during each either else end ever every far few first following for forward from full further given go got had have having he hello
here hi high how however i if immediately in inside instead into it its just keep known last later least left less let like likely look made make
many may me mean might more most much my near need new next nor now of often old once or other others otherwise our over own per perhaps please
possible previous quite rather really regards dear thanks thank same see seen several shall she shown so some something soon still than that the their
them then there these they thing this those through thus to today together tomorrow under up upon us use very via was way we week weeks well were
what when where whether which while who why will with within without would year years yesterday you your yours
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep oct nov dec
adress adressen alla allt andra att av bara behöver bra blev bli blir de dem den denna det detta dig din dina ditt då där efter eller en enligt er
era ert ett finns flera fram från få får för före ge genom gjorde god gå går göra ha hade han har hej hela hon hos hur här i idag igen imorgon in inga
ingen inget innan inte ja jag kan kom kommer kunde kund kunden kunna med mellan men mer mot mycket måste många namn nej ni nu ny nya någon något några
när nästa och också om på rätt samma se sedan sin sina ska skall skulle som så tack till tid tidigare tiden under upp ut utan vad var vara vi vid vilka
vilken vill vår våra vårt väg åt än är även över hälsningar vänliga mvh
one two three four five six seven eight nine ten hundred thousand en två tre fyra fem sex sju åtta nio tio
one's first second third copy
`

// countryNames are the names of countries as senders write them where a code should be.
var countryNames = set("sweden", "sverige", "norway", "norge", "denmark", "danmark", "finland", "suomi", "iceland", "island", "germany", "deutschland",
	"tyskland", "france", "frankrike", "spain", "spanien", "españa", "portugal", "italy", "italien", "italia", "netherlands", "nederland", "the netherlands",
	"nederländerna", "belgium", "belgien", "belgique", "luxembourg", "austria", "österrike", "österreich", "switzerland", "schweiz", "suisse", "poland",
	"polen", "polska", "czechia", "czech republic", "tjeckien", "hungary", "ungern", "greece", "grekland", "ireland", "irland", "united kingdom",
	"great britain", "england", "scotland", "wales", "storbritannien", "usa", "united states", "united states of america", "canada", "kanada", "mexico",
	"brazil", "brasil", "brasilien", "japan", "china", "kina", "india", "indien", "australia", "australien", "new zealand", "singapore", "estonia",
	"estland", "latvia", "lettland", "lithuania", "litauen", "ukraine", "ukraina", "romania", "rumänien", "bulgaria", "croatia", "slovenia", "slovakia",
	"turkey", "turkiet", "south africa", "south korea", "israel", "united arab emirates", "russia", "ryssland")

// harmless says that a text is made of nothing but technical words and single digits.
func (m *Masker) harmless(text string) bool {
	known := false
	for part := range strings.FieldsSeq(text) {
		parts := wordsOf(part)
		if whole := strings.Join(parts, ""); technical[whole] || m.spoken[whole] {
			parts = []string{whole}
		}
		for _, w := range parts {
			switch {
			case technical[w] || m.spoken[w]:
				known = true
			case len(w) > 1 || w[0] < '0' || w[0] > '9':
				return false
			}
		}
	}
	return known
}
