package trail

import (
	"context"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/story"
)

// silences says of orders what was heard last, and how long the next news usually takes.
func (t *Trail) silences(ctx context.Context, list []SilentOrder) error {
	if len(list) == 0 {
		return nil
	}
	c, err := t.store.CoverageOf(ctx, order.Window{To: t.Now()}, "")
	if err != nil {
		return err
	}
	known := times{Trail: t, held: c, own: map[string]learned{}}
	for i := range list {
		o, err := t.store.OrderOf(ctx, list[i].Reference, list[i].Customer, t.Now())
		if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Ambiguous) {
			continue // known by a Gelato id alone
		}
		if err != nil {
			return err
		}
		from := story.Submitted
		if len(o.Postbacks) > 0 {
			list[i].Kind, list[i].Since = o.Postbacks[0].Kind, o.Postbacks[0].OccurredAt
			from = string(list[i].Kind)
		}
		usuals, err := known.of(ctx, o, list[i].Customer)
		if err != nil {
			return err
		}
		usual, by := usuals.Of(story.Stretch{From: from})
		list[i].P50, list[i].P90, list[i].Known, list[i].By = usual.P50, usual.P90, usual.Orders, by
	}
	return nil
}
