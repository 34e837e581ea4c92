package demo

import "ordertrail/backend/order"

// customer is a print buyer with its own way of writing orders.
type customer struct {
	key, name string
	id        string
	connector order.Connector
	place     *place
	rhythm    *rhythm
	printer   *printer
	usual     int // its orders in 10 000
	prefix    string
	first     int // its first order number in the history
	dialect   dialect
	submit    *drafts
	cancel    *jinja
	cancelAs  encoding
	answer    *jinja // shapes what the sender sees; nil where the printer's answer goes through
	codes     []string
	sells     []int // of the catalogue
	sized     int   // the first of them in an A size; -1 when there is none
	lines     int   // items of its larger orders
	hooks     hooks
	auth      string // how its system proves who it is: key, basic, cookie, signed, folder
	agent     string
	strict    bool // a missing lookup row is an error
	fallback  bool // a missing lookup row gives a default product
	guarded   bool // asks to refuse duplicates
	toPrinter bool // its final requests are in the printer-facing format
}

// printer is a print house that takes orders and reports what became of them.
type printer struct {
	party   order.Party
	url     string
	place   *place
	reports events // what of its reports the tenant's log keeps
	tries   bool   // hand-over attempts are logged even when the first went well
	carrier [2]string
	link    string // of tracking
}

// otherHouse is the printer that gets orders meant for another.
const otherHouse = 3

// hooks are a customer's triggers: which news it wants, how and where.
type hooks struct {
	wants    events
	style    string // order: order_shipped; package: package_status_updated; v4: order_status_updated
	url      string
	mail     string // for shipping news, when set
	bearer   bool
	retry    bool
	status   *jinja
	shipped  *jinja
	mailText *jinja
	broken   *jinja // the shipping template with a mistake in it
}

// events is a set of the news that an order can give.
type events uint16

const (
	received events = 1 << iota
	produced
	shipped
	inTransit
	delivered
	failed
	canceled
	delayed
	returned
	checked // a printer's own news, under a name that is in no vocabulary
)

const exceptions = failed | canceled | delayed | returned

func printers(n names) []*printer {
	party := func(i uint8, name, ref string) order.Party {
		return order.Party{ID: n.uuid(nameParty, 1, i), Name: name, ReferenceID: ref}
	}
	return []*printer{
		{party: party(0, "Nordtryck Produktion AB", "press-north"), url: "https://press-north.example/v2/orders", place: sweden(),
			reports: exceptions, carrier: [2]string{"postnord_mypack", "PostNord MyPack"}, link: "https://spara.example/"},
		{party: party(1, "Rhein Druckzentrum GmbH", "rhein-druck"), url: "https://api.rhein-druck.example/gelato/orders", place: germany(),
			reports: received | exceptions, tries: true, carrier: [2]string{"dhl_paket", "DHL Paket"}, link: "https://sendung.example/track?nr="},
		{party: party(2, "Great Lakes Press Inc.", "great-lakes"), url: "https://orders.greatlakespress.example/v1/jobs", place: america(true),
			reports: received | produced | shipped | checked | exceptions, carrier: [2]string{"usps_ground", "USPS Ground Advantage"}, link: "https://tracking.example/us/"},
		{party: party(3, "Press South Ltd", "press-south"), url: "https://press-south.example/v2/orders", place: britain(),
			reports: received | exceptions, tries: true, carrier: [2]string{"royal_mail_48", "Royal Mail Tracked 48"}, link: "https://parcels.example/gb/"},
	}
}

// shoppers order in the evening and at weekends too; offices do not.
func shoppers() *rhythm {
	return newRhythm([7]float64{1, 1, 1, 1.05, 0.9, 0.6, 0.75},
		[24]float64{.15, .06, .03, .02, .02, .05, .2, .5, .9, 1.1, 1.2, 1.2, 1.3, 1.1, 1, 1, 1, 1, 1.1, 1.5, 1.9, 1.8, 1.1, .5})
}

func offices() *rhythm {
	return newRhythm([7]float64{1.1, 1.1, 1, 1, .8, .04, .03},
		[24]float64{.01, .01, .01, .01, .01, .02, .1, .5, 1.2, 1.6, 1.7, 1.5, .9, 1.4, 1.6, 1.5, .9, .3, .1, .06, .05, .04, .02, .01})
}

// schools send one file after the other in the middle of the day.
func schools() *rhythm {
	return newRhythm([7]float64{1, 1.2, 1.3, 1.2, .7, .02, .02},
		[24]float64{.01, .01, .01, .01, .01, .01, .05, .3, .8, 1.2, 1.5, 1.2, 2.2, 1.4, 1.4, 1, .4, .1, .05, .02, .02, .02, .01, .01})
}
