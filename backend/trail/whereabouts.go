package trail

import (
	"context"
	"encoding/json"
	"time"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
	"ordertrail/backend/settings"
)

// ZoneBy is what tells by which clock somebody goes.
type ZoneBy string

// What tells it.
const (
	ZoneOfSetting ZoneBy = "setting" // somebody said so of the customer
	ZoneOfRecord  ZoneBy = "record"  // the customer's country, as a request names its sender
	ZoneOfAgent   ZoneBy = "agent"   // nothing: it is that of whoever asks
)

// AllZoneBys are what can tell it.
var AllZoneBys = []ZoneBy{ZoneOfSetting, ZoneOfRecord, ZoneOfAgent}

// clock is by which zone times are written for a customer, and what tells that.
type clock struct {
	zone *time.Location
	by   ZoneBy
}

// clockFor is the clock of an order's customer, or where nothing tells it, that of whoever asks.
func (t *Trail) clockFor(e diagnose.Evidence, agent *time.Location) clock {
	name, by := t.customerZone(e)
	if zone, err := time.LoadLocation(name); err == nil && name != "" {
		return clock{zone, by}
	}
	return clock{agent, ZoneOfAgent}
}

func (t *Trail) customerZone(e diagnose.Evidence) (string, ZoneBy) {
	if zone := settings.CustomerZone(t.o.Dir, partyName(partyOf(e))); zone != "" {
		return zone, ZoneOfSetting
	}
	return diagnose.ZoneOf(senderCountry(e.Requests)), ZoneOfRecord
}

// CustomerClock is by which clock the customer of a record goes.
type CustomerClock struct {
	Customer string `json:"customer"`
	Zone     string `json:"zone"` // "" where nothing tells it
}

// CustomerClock tells by which clock the customer of a record goes, as far as its order or somebody tells it.
func (t *Trail) CustomerClock(ctx context.Context, id string) (CustomerClock, error) {
	e, err := t.aboutRecord(ctx, id)
	if err != nil {
		return CustomerClock{}, err
	}
	c := CustomerClock{Customer: partyName(partyOf(e))}
	known := t.clockFor(e, nil)
	if known.by == ZoneOfAgent {
		known = t.clockFor(t.lastGood(ctx, id), nil)
	}
	if known.by != ZoneOfAgent {
		c.Zone = known.zone.String()
	}
	return c, nil
}

// lastGood is what the last request of the same customer tells that got as far as a final one; nothing where there is none.
func (t *Trail) lastGood(ctx context.Context, id string) (e diagnose.Evidence) {
	row, err := t.LastGood(ctx, id)
	if err != nil {
		return e
	}
	if rec, err := t.Record(ctx, row.ID); err == nil {
		e.Requests = []*order.Request{rec.Request}
	}
	return e
}

// aboutRecord is what is known of the order of a record; of one without an order, the record itself.
func (t *Trail) aboutRecord(ctx context.Context, id string) (diagnose.Evidence, error) {
	rec, err := t.Record(ctx, id)
	if err != nil {
		return diagnose.Evidence{}, err
	}
	var alone diagnose.Evidence
	var reference string
	if rec.Request != nil {
		alone.Requests, reference = []*order.Request{rec.Request}, rec.Request.OrderReferenceID
	} else {
		alone.Postbacks, reference = []*order.Postback{rec.Postback}, rec.Postback.OrderReferenceID
	}
	if reference == "" {
		return alone, nil
	}
	e, err := t.evidence(ctx, Question{Reference: reference, Customer: partyName(partyOf(alone))})
	if err != nil || len(e.Requests)+len(e.Postbacks) == 0 {
		return alone, nil // several orders fit, or none: the record tells what it can
	}
	return e, nil
}

// KeepCustomerZone keeps by which clock a customer goes, as IANA names its zone; "" forgets it.
func (t *Trail) KeepCustomerZone(customer, zone string) error {
	return settings.KeepCustomerZone(t.o.Dir, customer, zone)
}

// calendarOf is by which days an order's customer and its printer work, as far as that is known.
func (t *Trail) calendarOf(e diagnose.Evidence) *diagnose.Calendar {
	printer, country := printerCountry(e.Postbacks), senderCountry(e.Requests)
	name, by := t.customerZone(e)
	if by == ZoneOfSetting {
		country = diagnose.CountryOf(name)
	}
	if name == "" {
		name = diagnose.ZoneOf(printer)
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		zone = time.UTC
	}
	return diagnose.NewCalendar(zone, country, printer)
}

// senderCountry is the country of the customer as the latest final request names it: printers are told on whose behalf
// they print (domain.md 2.3).
func senderCountry(requests []*order.Request) string {
	for i := len(requests) - 1; i >= 0; i-- {
		final := requests[i].Stages.Final
		if final == nil {
			continue
		}
		var body struct {
			Shipping struct {
				Address []struct{ Type, Country, CountryCode string }
			}
		}
		if json.Unmarshal(final.Body, &body) != nil {
			continue
		}
		for _, a := range body.Shipping.Address {
			if a.Type == "sender" && a.CountryCode+a.Country != "" {
				return a.CountryCode + a.Country
			}
		}
	}
	return ""
}

// printerCountry is where the latest parcel was made, as news of it say (domain.md 3.1).
func printerCountry(postbacks []*order.Postback) string {
	for i := len(postbacks) - 1; i >= 0; i-- {
		var payload struct {
			Shipment struct {
				FulfillmentLocation struct{ Country string }
			}
		}
		if json.Unmarshal(postbacks[i].Payload, &payload) == nil && payload.Shipment.FulfillmentLocation.Country != "" {
			return payload.Shipment.FulfillmentLocation.Country
		}
	}
	return ""
}

// forgetPlaces forgets what was said of a customer that is to be erased.
func (t *Trail) forgetPlaces(ctx context.Context, customer string) error {
	names, err := t.store.NamesOf(ctx, customer)
	if err != nil {
		return err
	}
	return settings.ForgetCustomers(t.o.Dir, append(names, customer))
}
